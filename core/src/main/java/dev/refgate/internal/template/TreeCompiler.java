package dev.refgate.internal.template;

import com.hubspot.jinjava.tree.ExpressionNode;
import com.hubspot.jinjava.tree.Node;
import com.hubspot.jinjava.tree.TagNode;
import com.hubspot.jinjava.tree.parse.ExpressionToken;
import com.hubspot.jinjava.tree.parse.Token;
import dev.refgate.workflow.TemplateException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compiles every tag and expression of a tree that jinjava has parsed, and notes the names that they read. */
final class TreeCompiler {
    private static final int MAX_DEPTH = 60;

    private final int limit;
    private final IdentityHashMap<Token, Object> compiled = new IdentityHashMap<>();
    private final References references = new References();
    private final Set<String> callable = new HashSet<>(Set.of("namespace"));
    private int line;
    private int depth;
    private int loops;

    TreeCompiler(int limit) {
        this.limit = limit;
    }

    /** The instructions and expressions, by the token that they were read from. */
    IdentityHashMap<Token, Object> compiled() {
        return compiled;
    }

    References references() {
        return references;
    }

    /** The line that was being compiled. */
    int line() {
        return line;
    }

    void compile(List<Node> nodes) {
        if (++depth > MAX_DEPTH) {
            throw new TemplateException("blocks are nested more than " + MAX_DEPTH + " deep");
        }
        for (Node node : nodes) {
            line = node.getLineNumber();
            if (node instanceof ExpressionNode) {
                ExpressionToken token = (ExpressionToken) node.getMaster();
                compiled.put(token, read(ExpressionParser.parse(Lexer.expression(token.getExpr()), limit)));
            } else if (node instanceof TagNode tag) {
                tag(tag);
            }
        }
        depth--;
    }

    private void tag(TagNode tag) {
        TagHead head = new TagHead(tag.getHelpers(), limit);
        Instruction instruction = switch (tag.getName()) {
            case "if" -> choice(tag, head);
            case "for" -> loop(tag, head);
            case "set" -> TagHead.isAssignment(tag.getHelpers()) ? assignment(head) : block(tag, head);
            case "macro" -> macro(tag, head);
            case "call" -> call(tag, head);
            case "break", "continue" -> jump(tag, head);
            case "raw" -> null;
            default -> throw new TemplateException("\"" + tag.getName() + "\" has no \"if\" around it");
        };
        if (instruction != null) {
            compiled.put(tag.getMaster(), instruction);
        }
    }

    private Instruction choice(TagNode tag, TagHead head) {
        List<Instruction.Branch> branches = new ArrayList<>();
        Expression condition = read(head.condition());
        for (Split.Section section : Split.of(tag.getChildren(), List.of("elif", "else"))) {
            TagNode separator = section.separator();
            if (separator != null) {
                line = separator.getLineNumber();
                references.guard(Guards.of(Objects.requireNonNull(condition), false));
                condition = next(separator);
            }
            references.guard(condition == null ? List.of() : Guards.of(condition, true));
            compile(section.nodes());
            references.unguard();
            branches.add(new Instruction.Branch(condition, section.nodes()));
        }
        for (int i = 1; i < branches.size(); i++) {
            references.unguard();
        }
        return new Instruction.Choice(branches);
    }

    private @Nullable Expression next(TagNode separator) {
        TagHead head = new TagHead(separator.getHelpers(), limit);
        if (separator.getName().equals("elif")) {
            return read(head.condition());
        }
        head.nothing();
        return null;
    }

    private Instruction loop(TagNode tag, TagHead head) {
        TagHead.LoopHead loop = head.loop();
        List<Split.Section> sections = Split.of(tag.getChildren(), List.of("else"));
        read(loop.items());
        references.enter();
        loop.names().forEach(references::define);
        if (loop.filter() != null) {
            read(loop.filter());
        }
        references.define("loop");
        loops++;
        compile(sections.get(0).nodes());
        loops--;
        references.leave();
        List<Node> otherwise = sections.size() > 1 ? sections.get(1).nodes() : List.of();
        references.enter();
        compile(otherwise);
        references.leave();
        return new Instruction.Loop(
                loop.names(), loop.items(), loop.filter(), sections.get(0).nodes(), otherwise);
    }

    private Instruction assignment(TagHead head) {
        Instruction instruction = head.assignment();
        if (instruction instanceof Instruction.Assignment assignment) {
            read(assignment.value());
            assignment.names().forEach(references::define);
        } else if (instruction instanceof Instruction.NamespaceAssignment assignment) {
            read(assignment.value());
        }
        return instruction;
    }

    private Instruction block(TagNode tag, TagHead head) {
        TagHead.BlockHead block = head.block();
        references.enter();
        compile(tag.getChildren());
        references.leave();
        references.define(block.name());
        read(block.filtered());
        return new Instruction.BlockAssignment(block.name(), block.filtered(), tag.getChildren());
    }

    private Instruction macro(TagNode tag, TagHead head) {
        TagHead.MacroHead macro = head.macro();
        callable.add(macro.name());
        references.define(macro.name());
        body(macro.parameters(), tag.getChildren(), true);
        return new Instruction.MacroDefinition(macro.name(), macro.parameters(), tag.getChildren());
    }

    private Instruction call(TagNode tag, TagHead head) {
        TagHead.CallHead call = head.call();
        read(call.call());
        body(call.parameters(), tag.getChildren(), false);
        return new Instruction.CallBlock(call.parameters(), call.call(), tag.getChildren());
    }

    private void body(List<Parameter> parameters, List<Node> nodes, boolean hasCaller) {
        int outerLoops = loops;
        boolean outerCaller = callable.contains("caller");
        loops = 0;
        references.enter();
        for (Parameter parameter : parameters) {
            if (parameter.otherwise() != null) {
                read(parameter.otherwise());
            }
            references.define(parameter.name());
        }
        if (hasCaller) {
            callable.add("caller");
            references.define("caller");
        }
        compile(nodes);
        references.leave();
        if (!outerCaller) {
            callable.remove("caller");
        }
        loops = outerLoops;
    }

    private Instruction jump(TagNode tag, TagHead head) {
        head.nothing();
        if (loops == 0) {
            throw new TemplateException("\"" + tag.getName() + "\" has no \"for\" around it");
        }
        return new Instruction.Jump(tag.getName().equals("break"));
    }

    private Expression read(Expression expression) {
        checkCalls(expression);
        references.read(expression);
        return expression;
    }

    private void checkCalls(Expression expression) {
        if (expression instanceof MacroCall call && !callable.contains(call.name())) {
            List<String> known = new ArrayList<>(callable);
            known.addAll(FunctionCall.FUNCTIONS);
            throw FastCompiler.unknownFunction(call.name(), known);
        }
        expression.parts().forEach(this::checkCalls);
    }
}
