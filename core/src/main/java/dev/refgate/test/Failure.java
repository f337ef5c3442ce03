package dev.refgate.test;

/**
 * Something that is not as a test expects it.
 *
 * @param what which part: {@code status}, {@code path}, {@code outputs.urgency}, or an assertion's text
 * @param expected in words, or as JSON
 * @param actual the same
 */
public record Failure(String what, String expected, String actual) {}
