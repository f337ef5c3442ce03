package dev.refgate.run;

import dev.refgate.run.BlockOutcome.Flow;
import dev.refgate.run.CompiledBlock.Successor;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How far one run has come in the graph of its blocks: which edges are settled, which blocks are ready, running, ended.
 * Not safe for use by several threads: the run guards it with its lock.
 */
final class Progress {
    private enum State {
        WAITING,
        READY,
        RUNNING,
        ENDED
    }

    private final List<CompiledBlock> blocks;
    private final State[] states;
    private final int[] openEdges;
    private final boolean[] hasLiveEdge;
    private final Deque<CompiledBlock> ready = new ArrayDeque<>(4);
    private int running;

    /** Roots are ready from the start. */
    Progress(List<CompiledBlock> blocks) {
        this.blocks = blocks;
        int count = blocks.size();
        states = new State[count];
        openEdges = new int[count];
        hasLiveEdge = new boolean[count];
        for (int i = 0; i < count; i++) {
            CompiledBlock block = blocks.get(i);
            states[i] = State.WAITING;
            openEdges[i] = block.incoming();
            if (block.incoming() == 0) {
                makeReady(block);
            }
        }
    }

    int ready() {
        return ready.size();
    }

    int running() {
        return running;
    }

    boolean isRunning(CompiledBlock block) {
        return states[block.index()] == State.RUNNING;
    }

    boolean hasEnded(CompiledBlock block) {
        return states[block.index()] == State.ENDED;
    }

    /** The next block to run, which runs from now on; null when none is ready. */
    @Nullable
    CompiledBlock take() {
        CompiledBlock next = ready.poll();
        if (next != null) {
            states[next.index()] = State.RUNNING;
            running++;
        }
        return next;
    }

    /** A running block has ended. */
    void ended(CompiledBlock block) {
        states[block.index()] = State.ENDED;
        running--;
    }

    /**
     * Settles the edges out of a block that has ended. A block whose edges all turn out dead ends without running, and
     * so on behind it.
     *
     * @param skipped is told each block that ends thus, in order
     */
    void follow(CompiledBlock ended, Flow flow, Consumer<CompiledBlock> skipped) {
        Deque<CompiledBlock> dead = null;
        CompiledBlock source = ended;
        Flow current = flow;
        while (source != null) {
            for (Successor edge : source.successors()) {
                CompiledBlock target = blocks.get(edge.target());
                if (settle(edge, BlockEnd.isLive(current, edge)) && !hasLiveEdge[target.index()]) {
                    states[target.index()] = State.ENDED;
                    skipped.accept(target);
                    dead = dead == null ? new ArrayDeque<>() : dead;
                    dead.add(target);
                }
            }
            source = dead == null ? null : dead.poll();
            current = Flow.Halt.INSTANCE;
        }
    }

    /** Whether this was the last open edge of its target. */
    private boolean settle(Successor edge, boolean live) {
        int target = edge.target();
        hasLiveEdge[target] |= live;
        boolean last = --openEdges[target] == 0;
        if (last && hasLiveEdge[target]) {
            makeReady(blocks.get(target));
        }
        return last;
    }

    private void makeReady(CompiledBlock block) {
        states[block.index()] = State.READY;
        ready.add(block);
    }
}
