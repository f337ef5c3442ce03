package dev.refgate.diff;

import java.util.List;

/**
 * Why blocks cannot be compared.
 *
 * @param reasons each names the side and the problem with its file and line
 */
public record NoBlocksView(List<String> reasons) implements BlocksView {

    public NoBlocksView {
        reasons = List.copyOf(reasons);
    }
}
