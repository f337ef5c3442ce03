/**
 * Test cases: files {@code tests/*.yml} beside a workflow, of what a run gets and what has to come of it. {@link
 * dev.refgate.test.TestSuiteParser} reads them; {@link dev.refgate.test.TestRunner} runs them in this process, with mocks, and
 * {@link dev.refgate.test.SmokeRunner} the live ones against a server; a {@link dev.refgate.test.TestReport} says what came of
 * each.
 */
@NullMarked
package dev.refgate.test;

import org.jspecify.annotations.NullMarked;
