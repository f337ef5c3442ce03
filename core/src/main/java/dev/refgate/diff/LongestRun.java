package dev.refgate.diff;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/** The longest common subsequence of two orders of the same things. */
final class LongestRun {

    private LongestRun() {}

    /**
     * @param order the things in one order, each once
     * @param positions their places in the other order
     * @return the most things that stand in the same order in both
     */
    static List<String> of(List<String> order, Map<String, Integer> positions) {
        int[] ends = new int[order.size()];
        int[] previous = new int[order.size()];
        int[] places =
                order.stream().mapToInt(each -> positions.getOrDefault(each, 0)).toArray();
        int length = 0;
        for (int i = 0; i < places.length; i++) {
            int slot = slot(ends, length, places, places[i]);
            previous[i] = slot == 0 ? -1 : ends[slot - 1];
            ends[slot] = i;
            length = Math.max(length, slot + 1);
        }
        Deque<String> run = new ArrayDeque<>();
        for (int i = length == 0 ? -1 : ends[length - 1]; i >= 0; i = previous[i]) {
            run.addFirst(order.get(i));
        }
        return List.copyOf(run);
    }

    private static int slot(int[] ends, int length, int[] places, int place) {
        int[] heads = Arrays.stream(ends, 0, length).map(each -> places[each]).toArray();
        int found = Arrays.binarySearch(heads, place);
        return found >= 0 ? found : -found - 1;
    }
}
