package dev.refgate.run;

import dev.refgate.document.Location;
import dev.refgate.document.MappingNode;
import dev.refgate.document.Node;
import dev.refgate.document.Problems;
import dev.refgate.document.ScalarNode;
import dev.refgate.repository.WorkflowFolder;
import dev.refgate.repository.WorkflowId;
import dev.refgate.run.BlockOutcome.Flow;
import dev.refgate.workflow.Block;
import dev.refgate.workflow.BlockShape;
import dev.refgate.workflow.Edge;
import dev.refgate.workflow.JsonSchemas;
import dev.refgate.workflow.OnError;
import dev.refgate.workflow.Retry;
import dev.refgate.workflow.Templates;
import dev.refgate.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** A workflow of random shape, and what has to become of each of its blocks. */
record RandomGraph(List<Step> steps) {
    private static final Location HERE = new Location("workflows/random/workflow.yml", 1, 1);
    private static final List<String> LABELS = List.of("left", "right");

    enum Behaviour {
        SUCCEED,
        SKIP_BY_IF,
        CHOOSE_LEFT,
        CHOOSE_RIGHT,
        CHOOSE_NONE,
        HALT,
        FAIL_AND_CONTINUE,
        FAIL_TWICE,
        FAIL,
        STOP;

        /** Also those that branch, and come to no choice. */
        boolean branches() {
            return name().startsWith("CHOOSE") || this == SKIP_BY_IF || this == FAIL_AND_CONTINUE;
        }
    }

    /** A block: what it does, and the edges into it. */
    record Step(String id, Behaviour behaviour, List<Source> needs) {
        List<String> sources() {
            return needs.stream().map(Source::id).toList();
        }
    }

    record Source(String id, Optional<String> label) {}

    static Arbitrary<RandomGraph> arbitrary(int most) {
        Arbitrary<Behaviour> behaviours = Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(12, Arbitraries.just(Behaviour.SUCCEED)),
                net.jqwik.api.Tuple.of(
                        10,
                        Arbitraries.of(
                                Behaviour.SKIP_BY_IF,
                                Behaviour.CHOOSE_LEFT,
                                Behaviour.CHOOSE_RIGHT,
                                Behaviour.CHOOSE_NONE,
                                Behaviour.HALT,
                                Behaviour.FAIL_TWICE,
                                Behaviour.FAIL_AND_CONTINUE)),
                net.jqwik.api.Tuple.of(1, Arbitraries.of(Behaviour.FAIL, Behaviour.STOP)));
        return Combinators.combine(
                        behaviours.list().ofMinSize(1).ofMaxSize(most),
                        Arbitraries.longs(),
                        Arbitraries.integers().between(1, 3))
                .as(RandomGraph::of);
    }

    /** Edges lead from earlier to later steps, so there is no cycle; the file's order is shuffled afterwards. */
    private static RandomGraph of(List<Behaviour> behaviours, long seed, int density) {
        Random random = new Random(seed);
        List<Step> steps = new ArrayList<>();
        for (Behaviour behaviour : behaviours) {
            List<Source> needs = new ArrayList<>();
            for (Step earlier : steps) {
                if (random.nextInt(steps.size() + 1) < density) {
                    needs.add(new Source(earlier.id(), label(earlier, random)));
                }
            }
            steps.add(new Step("b" + steps.size(), behaviour, List.copyOf(needs)));
        }
        return new RandomGraph(List.copyOf(steps));
    }

    private static Optional<String> label(Step source, Random random) {
        boolean labelled = source.behaviour().branches() && random.nextInt(4) > 0;
        return labelled ? Optional.of(LABELS.get(random.nextInt(LABELS.size()))) : Optional.empty();
    }

    Step step(String id) {
        return steps.stream().filter(step -> step.id().equals(id)).findFirst().orElseThrow();
    }

    /** Whether a block that fails the run or stops it can be reached at all. */
    boolean endsEarly() {
        Map<String, BlockStatus> expected = expectedStatuses();
        return steps.stream()
                .filter(step -> step.behaviour() == Behaviour.FAIL || step.behaviour() == Behaviour.STOP)
                .anyMatch(step -> expected.get(step.id()) != BlockStatus.SKIPPED);
    }

    /** The model: edge by edge, in the order in which the steps were made, as if nothing ended the run early. */
    Map<String, BlockStatus> expectedStatuses() {
        Map<String, BlockStatus> statuses = new HashMap<>();
        Map<String, Boolean> reached = new HashMap<>();
        for (Step step : steps) {
            boolean live = step.needs().isEmpty()
                    || step.needs().stream()
                            .anyMatch(need -> reached.get(need.id())
                                    && isLive(step(need.id()).behaviour(), need.label()));
            reached.put(step.id(), live);
            statuses.put(step.id(), live ? own(step.behaviour()) : BlockStatus.SKIPPED);
        }
        return statuses;
    }

    private static boolean isLive(Behaviour source, Optional<String> label) {
        return switch (source) {
            case HALT, CHOOSE_NONE -> false;
            case CHOOSE_LEFT -> label.isEmpty() || label.get().equals("left");
            case CHOOSE_RIGHT -> label.isEmpty() || label.get().equals("right");
            default -> label.isEmpty();
        };
    }

    private static BlockStatus own(Behaviour behaviour) {
        return switch (behaviour) {
            case SKIP_BY_IF -> BlockStatus.SKIPPED;
            case FAIL, FAIL_AND_CONTINUE -> BlockStatus.FAILED;
            default -> BlockStatus.SUCCESS;
        };
    }

    CompiledWorkflow compile() {
        List<Block> blocks =
                new ArrayList<>(steps.stream().map(RandomGraph::block).toList());
        java.util.Collections.shuffle(blocks, new Random(steps.size()));
        Workflow workflow = new Workflow(
                new WorkflowId("random"),
                HERE.file(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                blocks,
                Optional.empty());
        Templates noTemplates = source -> {
            throw new IllegalStateException("these workflows have no templates");
        };
        JsonSchemas noSchemas = schema -> {
            throw new IllegalStateException("these workflows have no inputs");
        };
        Problems problems = new Problems();
        Optional<CompiledWorkflow> compiled = new WorkflowCompiler(
                        new BlockTypes(List.of(new BehavingType())), noTemplates, noSchemas, RunLimits.DEFAULT)
                .compile(workflow, new EmptyFolder(workflow.id()), problems);
        problems.throwIfAny();
        return compiled.orElseThrow();
    }

    private static Block block(Step step) {
        boolean skips = step.behaviour() == Behaviour.SKIP_BY_IF;
        boolean goesOn = step.behaviour() == Behaviour.FAIL_AND_CONTINUE;
        return new Block(
                step.id(),
                "behaving",
                Optional.empty(),
                HERE,
                step.needs().stream()
                        .map(need -> new Edge(need.id(), need.label(), HERE))
                        .toList(),
                step.behaviour().branches() ? LABELS : List.of(),
                skips ? Optional.<Node>of(new ScalarNode(HERE, false)) : Optional.empty(),
                Optional.empty(),
                step.behaviour() == Behaviour.FAIL_TWICE
                        ? new Retry(3, false, Duration.ZERO, Duration.ZERO)
                        : Retry.NONE,
                goesOn ? new OnError.Continue() : new OnError.Fail(),
                new MappingNode(
                        HERE,
                        List.of(new MappingNode.Entry(
                                "behaviour",
                                HERE,
                                new ScalarNode(HERE, step.behaviour().name())))));
    }

    private static final class BehavingType implements BlockType {
        @Override
        public BlockShape shape() {
            return BlockShape.of("behaving", "Behaves.", "The behaviour.");
        }

        @Override
        public BlockExecutor compile(BlockCompiler block) {
            Behaviour behaviour =
                    Behaviour.valueOf(String.valueOf(block.require("behaviour").value()));
            return run -> new BlockOutcome(behaviour.name(), flow(behaviour, run.attempt()));
        }

        private static Flow flow(Behaviour behaviour, int attempt) {
            if (behaviour == Behaviour.FAIL_TWICE && attempt < 3) {
                throw new BlockException("as told", true);
            }
            return switch (behaviour) {
                case CHOOSE_LEFT -> new Flow.Choose("left");
                case CHOOSE_RIGHT -> new Flow.Choose("right");
                case CHOOSE_NONE -> new Flow.Choose(null);
                case HALT -> Flow.Halt.INSTANCE;
                case STOP -> new Flow.Stop(null);
                case FAIL, FAIL_AND_CONTINUE -> throw new BlockException("as told", false);
                default -> Flow.Proceed.INSTANCE;
            };
        }
    }

    /** A folder without files. */
    record EmptyFolder(WorkflowId id) implements WorkflowFolder {
        @Override
        public Optional<dev.refgate.repository.ContentId> contentId() {
            return Optional.empty();
        }

        @Override
        public List<Entry> entries() {
            return List.of();
        }

        @Override
        public Optional<byte[]> read(String path, int limit) {
            return Optional.empty();
        }
    }
}
