package dev.refgate.internal.template;

import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.lib.tag.FlexibleTag;
import com.hubspot.jinjava.lib.tag.Tag;
import com.hubspot.jinjava.tree.TagNode;
import com.hubspot.jinjava.tree.parse.TagToken;
import org.jspecify.annotations.Nullable;

/**
 * Takes the place of one of jinjava's tags and runs the instruction that was compiled for it. jinjava's own evaluate other
 * expressions than ours, have no {@code else} in loops, take null for undefined, and cut what is too long.
 */
final class InstructionTag implements Tag, FlexibleTag {
    private static final long serialVersionUID = 1L;

    private final String name;
    private final @Nullable String end;

    private InstructionTag(String name, @Nullable String end) {
        this.name = name;
        this.end = end;
    }

    static InstructionTag block(String name) {
        return new InstructionTag(name, "end" + name);
    }

    static InstructionTag single(String name) {
        return new InstructionTag(name, null);
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public @Nullable String getEndTagName() {
        return end;
    }

    @Override
    public boolean hasEndTag(TagToken token) {
        return end != null && !(name.equals("set") && TagHead.isAssignment(token.getHelpers()));
    }

    @Override
    public String interpret(TagNode node, JinjavaInterpreter interpreter) {
        return ((StrictInterpreter) interpreter).run(node.getMaster());
    }
}
