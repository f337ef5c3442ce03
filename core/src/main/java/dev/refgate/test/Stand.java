package dev.refgate.test;

import dev.refgate.repository.WorkflowId;
import dev.refgate.run.BlockException;
import dev.refgate.run.BlockExecutor;
import dev.refgate.run.BlockOutcome;
import dev.refgate.run.BlockRun;
import dev.refgate.run.CompiledWorkflow.Substitutes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The stand-ins of one test: its mocks, and, for every other block that would reach out, one that refuses. What was refused
 * fails the test, also where the workflow goes on.
 */
final class Stand implements Substitutes {
    private final WorkflowId workflow;
    private final TestCase testCase;
    private final Predicate<String> reachesOut;
    private final Set<Failure> refused = Collections.synchronizedSet(new LinkedHashSet<>());

    /**
     * @param workflow whose blocks the mocks name
     * @param reachesOut whether blocks of a type do something that others can see
     */
    Stand(WorkflowId workflow, TestCase testCase, Predicate<String> reachesOut) {
        this.workflow = workflow;
        this.testCase = testCase;
        this.reachesOut = reachesOut;
    }

    @Override
    public Optional<BlockExecutor> find(WorkflowId in, String block, String type) {
        List<Mock> mocks = in.equals(workflow) ? testCase.mocks().get(block) : null;
        if (mocks != null) {
            return Optional.of(run -> answer(mocks, run));
        }
        boolean refuses = reachesOut.test(type) && !testCase.allow().contains(type);
        return refuses ? Optional.of(run -> refuse(in, block, type)) : Optional.empty();
    }

    /** What was refused, each once. */
    List<Failure> refused() {
        synchronized (refused) {
            return new ArrayList<>(refused);
        }
    }

    private static BlockOutcome answer(List<Mock> mocks, BlockRun run) {
        Mock mock = mocks.get(Math.min(run.attempt(), mocks.size()) - 1);
        if (mock instanceof Mock.Failure failure) {
            throw BlockException.told(failure.message());
        }
        return BlockOutcome.of(((Mock.Output) mock).value());
    }

    private BlockOutcome refuse(WorkflowId in, String block, String type) {
        String where = in.equals(workflow) ? block : block + " of workflow " + in;
        String mock = in.equals(workflow) ? "a mock" : "a mock of the block that runs " + in;
        refused.add(new Failure(where, mock + ", or allow: [" + type + "]", "a block of type " + type + " ran"));
        throw new BlockException("blocks of type " + type + " do not run in tests that do not allow it", false);
    }
}
