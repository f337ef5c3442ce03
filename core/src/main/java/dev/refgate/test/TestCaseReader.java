package dev.refgate.test;

import dev.refgate.document.Durations;
import dev.refgate.document.Location;
import dev.refgate.document.MappingNode;
import dev.refgate.document.Nearest;
import dev.refgate.document.Node;
import dev.refgate.document.Problems;
import dev.refgate.document.SequenceNode;
import dev.refgate.error.InvalidArgumentException;
import dev.refgate.test.Operand.Reference;
import dev.refgate.workflow.Block;
import dev.refgate.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes cases of one test that has the right shape: one, or one for each row of its table. */
final class TestCaseReader {
    private static final Duration USUAL_TIMEOUT = Duration.ofSeconds(30);
    private static final Set<String> STATUSES = Set.of("success", "failed", "timed_out", "cancelled");
    /** Blocks that are nothing but a decision; a mock could contradict it. */
    private static final Set<String> DECISIONS = Set.of("condition", "continue_if", "stop_if");

    private final MappingNode test;
    private final Optional<MappingNode> defaults;
    private final Map<String, Block> blocks = new LinkedHashMap<>();
    private final Problems problems;

    TestCaseReader(MappingNode test, Optional<MappingNode> defaults, Workflow workflow, Problems problems) {
        this.test = test;
        this.defaults = defaults;
        this.problems = problems;
        workflow.blocks().forEach(block -> blocks.put(block.id(), block));
    }

    /** None when something is wrong in it. */
    List<TestCase> read() {
        int before = problems.count();
        checkMocks();
        checkLive();
        List<TestCase> cases = new ArrayList<>();
        Optional<List<Node>> table = test.find("each").map(each -> ((SequenceNode) each).items());
        if (table.isEmpty()) {
            readRow(Optional.empty(), Columns.NONE).ifPresent(cases::add);
        }
        for (Node row : table.orElse(List.of())) {
            readRow(Optional.of(cases.size()), new Columns(((MappingNode) row).value()))
                    .ifPresent(cases::add);
        }
        return problems.count() == before ? cases : List.of();
    }

    private void checkMocks() {
        Optional<MappingNode> mocks = test.find("mocks").map(MappingNode.class::cast);
        for (MappingNode.Entry mock : mocks.map(MappingNode::entries).orElse(List.of())) {
            Block block = blocks.get(mock.key());
            if (block == null) {
                problems.add(mock.keyLocation(), "mocks: " + unknownBlock(mock.key()));
            } else if (DECISIONS.contains(block.type())) {
                problems.add(
                        mock.keyLocation(),
                        "mocks: " + mock.key() + " is of type " + block.type()
                                + ", which only decides and is never mocked (expected the blocks that it looks at)");
            }
        }
    }

    private void checkLive() {
        if (!isLive()) {
            return;
        }
        for (String key : List.of("mocks", "env")) {
            if (find(key).isPresent()) {
                problems.add(
                        test.location(),
                        "a live test has " + key + " (expected none: it runs in an environment as that is)");
            }
        }
    }

    private boolean isLive() {
        return test.find("live").map(Node::value).filter(Boolean.TRUE::equals).isPresent();
    }

    private Optional<TestCase> readRow(Optional<Integer> row, Columns columns) {
        try {
            return Optional.of(new TestCase(
                    columns.text(text("name").orElseThrow()),
                    test.location(),
                    row,
                    columns.map(merged("inputs")),
                    env(columns),
                    mocks(columns),
                    expectation(columns),
                    assertions(columns),
                    isLive(),
                    texts("allow"),
                    text("timeout").map(Durations::parse).orElse(USUAL_TIMEOUT),
                    texts("tags")));
        } catch (InvalidArgumentException e) {
            Node where = row.<Node>map(
                            index -> ((SequenceNode) test.find("each").orElseThrow())
                                    .items()
                                    .get(index))
                    .orElse(test);
            problems.add(where.location(), e.getMessage());
            return Optional.empty();
        }
    }

    /** What the test says, or else the defaults. */
    private Optional<Node> find(String key) {
        return test.find(key).or(() -> defaults.flatMap(each -> each.find(key)));
    }

    private Optional<String> text(String key) {
        return find(key).map(Node::value).map(String.class::cast);
    }

    private Set<String> texts(String key) {
        Set<String> texts = new LinkedHashSet<>();
        find(key)
                .map(list -> ((SequenceNode) list).items())
                .orElse(List.of())
                .forEach(item -> texts.add(String.valueOf(item.value())));
        return texts;
    }

    /** The defaults, and the test's own over them, key by key. */
    private Map<String, Object> merged(String key) {
        Map<String, Object> merged = new LinkedHashMap<>();
        defaults.flatMap(each -> each.find(key)).ifPresent(node -> merged.putAll(((MappingNode) node).value()));
        test.find(key).ifPresent(node -> merged.putAll(((MappingNode) node).value()));
        return merged;
    }

    private Map<String, String> env(Columns columns) {
        Map<String, String> env = new LinkedHashMap<>();
        merged("env").forEach((key, value) -> env.put(key, columns.text(String.valueOf(value))));
        return env;
    }

    private Map<String, List<Mock>> mocks(Columns columns) {
        Map<String, List<Mock>> mocks = new LinkedHashMap<>();
        Optional<MappingNode> written = test.find("mocks").map(MappingNode.class::cast);
        for (MappingNode.Entry entry : written.map(MappingNode::entries).orElse(List.of())) {
            List<Node> answers = entry.value() instanceof SequenceNode list ? list.items() : List.of(entry.value());
            mocks.put(
                    entry.key(),
                    answers.stream()
                            .map(answer -> mock((MappingNode) answer, columns))
                            .toList());
        }
        return mocks;
    }

    private static Mock mock(MappingNode answer, Columns columns) {
        return answer.find("error")
                .<Mock>map(error -> new Mock.Failure(columns.text(String.valueOf(error.value()))))
                .orElseGet(() -> new Mock.Output(
                        columns.replace(answer.find("output").orElseThrow().value())));
    }

    private Expectation expectation(Columns columns) {
        Optional<MappingNode> expect = test.find("expect").map(MappingNode.class::cast);
        String status = expect.flatMap(each -> each.find("status"))
                .map(each -> columns.text(String.valueOf(each.value())))
                .orElse("success");
        if (!STATUSES.contains(status)) {
            throw new InvalidArgumentException(
                    "expect.status: " + status + " (expected one of: success, failed, timed_out, cancelled)");
        }
        return new Expectation(
                status,
                expect.flatMap(each -> each.find("path")).map(path -> path(path, columns)),
                expect.flatMap(each -> each.find("outputs")).map(each -> columns.map(((MappingNode) each).value())),
                expect.flatMap(each -> each.find("strict"))
                        .map(Node::value)
                        .filter(Boolean.TRUE::equals)
                        .isPresent());
    }

    private List<String> path(Node path, Columns columns) {
        List<String> ids = new ArrayList<>();
        for (Node item : ((SequenceNode) path).items()) {
            String id = columns.text(String.valueOf(item.value()));
            if (!blocks.containsKey(id)) {
                problems.add(item.location(), "path: " + unknownBlock(id));
            }
            ids.add(id);
        }
        return ids;
    }

    private List<Assertion> assertions(Columns columns) {
        List<Assertion> assertions = new ArrayList<>();
        List<Node> written =
                test.find("assert").map(list -> ((SequenceNode) list).items()).orElse(List.of());
        for (Node each : written) {
            try {
                Assertion assertion = AssertionParser.parse(String.valueOf(each.value()), columns);
                assertion.references().forEach(reference -> check(reference, each.location()));
                assertions.add(assertion);
            } catch (InvalidArgumentException e) {
                problems.add(each.location(), e.getMessage());
            }
        }
        return assertions;
    }

    private void check(Reference reference, Location location) {
        if (reference.isOfRun()) {
            return;
        }
        if (!blocks.containsKey(reference.root())) {
            Set<String> known = new LinkedHashSet<>(Reference.OF_RUN);
            known.addAll(blocks.keySet());
            problems.add(
                    location,
                    "assert: " + reference.root() + " is neither one of " + String.join(", ", Reference.OF_RUN)
                            + " nor a block" + Nearest.hint(reference.root(), known));
            return;
        }
        @Nullable
        Object first = reference.steps().isEmpty() ? null : reference.steps().get(0);
        if (!(first instanceof String step) || !Reference.OF_BLOCK.contains(step)) {
            problems.add(
                    location,
                    "assert: " + reference.root() + " is a block (expected one of: "
                            + String.join(
                                    ", ",
                                    Reference.OF_BLOCK.stream()
                                            .map(each -> reference.root() + "." + each)
                                            .toList())
                            + ")");
        }
    }

    private String unknownBlock(String id) {
        return "\"" + id + "\" is no block of this workflow (expected one of: " + String.join(", ", blocks.keySet())
                + ")" + Nearest.hint(id, blocks.keySet());
    }
}
