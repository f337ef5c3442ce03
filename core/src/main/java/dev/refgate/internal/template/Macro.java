package dev.refgate.internal.template;

import com.hubspot.jinjava.tree.Node;
import java.util.List;

/**
 * A macro, or the body of a {@code call} block.
 *
 * @param body what it renders
 * @param home the names that its body sees, besides its parameters
 */
record Macro(String name, List<Parameter> parameters, List<Node> body, Frame home) {}
