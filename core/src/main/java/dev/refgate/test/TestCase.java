package dev.refgate.test;

import dev.refgate.document.Location;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One test of a workflow; of a test with a table, one row of it.
 *
 * @param name for people; unique among the tests of a workflow
 * @param location where it is written
 * @param row which row of its table it is, from 0; empty without a table
 * @param inputs what the run gets
 * @param env what {@code _env} holds
 * @param mocks what blocks answer in place of running, by block: one for each attempt, the last for all others
 * @param expectation what has to come of it
 * @param assertions what else has to be true
 * @param live whether it also runs against an environment of a server
 * @param allow types of blocks that may reach out though they are not mocked
 * @param timeout how long it may take
 * @param tags to choose it by
 */
public record TestCase(
        String name,
        Location location,
        Optional<Integer> row,
        Map<String, Object> inputs,
        Map<String, String> env,
        Map<String, List<Mock>> mocks,
        Expectation expectation,
        List<Assertion> assertions,
        boolean live,
        Set<String> allow,
        Duration timeout,
        Set<String> tags) {}
