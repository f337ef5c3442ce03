package dev.refgate.test;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What has to come of a run.
 *
 * @param status how it ends
 * @param path the blocks that run, all of them
 * @param outputs what the outputs have, at least
 * @param strict whether they may have nothing else
 */
public record Expectation(
        String status, Optional<List<String>> path, Optional<Map<String, Object>> outputs, boolean strict) {}
