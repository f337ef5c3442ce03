package dev.refgate.run;

/**
 * What block types need from outside.
 *
 * @param scripts for {@code javascript}
 */
public record BlockServices(Scripts scripts) {}
