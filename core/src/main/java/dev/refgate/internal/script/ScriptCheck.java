package dev.refgate.internal.script;

import com.oracle.js.parser.ErrorManager;
import com.oracle.js.parser.Parser;
import com.oracle.js.parser.ParserException;
import com.oracle.js.parser.ScriptEnvironment;
import com.oracle.js.parser.Source;
import com.oracle.js.parser.ir.CallNode;
import com.oracle.js.parser.ir.ClassNode;
import com.oracle.js.parser.ir.ExportNode;
import com.oracle.js.parser.ir.Expression;
import com.oracle.js.parser.ir.FunctionNode;
import com.oracle.js.parser.ir.LexicalContext;
import com.oracle.js.parser.ir.LiteralNode;
import com.oracle.js.parser.ir.Module;
import com.oracle.js.parser.ir.Node;
import com.oracle.js.parser.ir.ObjectNode;
import com.oracle.js.parser.ir.visitor.NodeVisitor;
import dev.refgate.document.Problems;
import dev.refgate.run.ScriptSource;

/** What is wrong with a script can be known of its text: GraalJS's parser alone reads it, and nothing is run. */
final class ScriptCheck {
    static final int LANGUAGE = ScriptEnvironment.ES_2024;

    private static final String EXPECTED = "expected `export default` with a function of one argument";

    private final ScriptSource script;
    private final Problems problems;
    private final Source source;

    ScriptCheck(ScriptSource script, Problems problems) {
        this.script = script;
        this.problems = problems;
        this.source = Source.sourceFor(script.file(), script.text());
    }

    void check() {
        try {
            FunctionNode parsed =
                    new Parser(language(), source, new ErrorManager.ThrowErrorManager()).parseModule(script.file());
            parsed.accept(new ImportCalls());
            Module module = parsed.getModule();
            module.getImports().forEach(this::refuse);
            module.getExports().forEach(this::check);
            boolean hasDefault = module.getLocalExportEntries().stream()
                    .anyMatch(export ->
                            export.getExportName().toJavaStringUncached().equals("default"));
            if (!hasDefault) {
                problem(1, 1, "no default export (" + EXPECTED + ")");
            }
        } catch (ParserException e) {
            problem(
                    Math.max(1, e.getLineNumber()),
                    Math.max(0, e.getColumnNumber()) + 1,
                    "not JavaScript: " + message(e));
        } catch (StackOverflowError e) {
            problem(1, 1, "nested too deeply");
        }
    }

    private static ScriptEnvironment language() {
        return ScriptEnvironment.builder()
                .ecmaScriptVersion(LANGUAGE)
                .strict(true)
                .annexB(true)
                .classFields(true)
                .privateFieldsIn(true)
                .build();
    }

    private void refuse(Node node) {
        problem(node, "a script cannot import anything (expected all of it in one file)");
    }

    /** There is no other way to code than the text: {@code eval} and its like are off. So none of these is missed. */
    private final class ImportCalls extends NodeVisitor<LexicalContext> {
        ImportCalls() {
            super(new LexicalContext());
        }

        @Override
        public boolean enterCallNode(CallNode call) {
            if (call.isImport()) {
                refuse(call);
            }
            return true;
        }
    }

    private void check(ExportNode node) {
        if (node.getModuleSpecifier() != null) {
            problem(node, "a script cannot export from another module (expected all of it in one file)");
            return;
        }
        Expression expression = node.getExpression();
        if (node.isDefault()
                && (expression instanceof LiteralNode
                        || expression instanceof ObjectNode
                        || expression instanceof ClassNode)) {
            problem(node, "the default export is not a function (" + EXPECTED + ")");
        }
    }

    private void problem(Node node, String message) {
        problem(source.getLine(node.getStart()), source.getColumn(node.getStart()) + 1, message);
    }

    private void problem(int line, int column, String message) {
        problems.add(script.location(line, column), message);
    }

    /** Without the place and the line of the source, which the parser adds. */
    private static String message(ParserException e) {
        String message = e.getRawMessage();
        return message == null ? "bad syntax" : message;
    }
}
