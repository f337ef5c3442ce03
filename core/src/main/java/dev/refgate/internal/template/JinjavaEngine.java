package dev.refgate.internal.template;

import com.hubspot.jinjava.Jinjava;
import com.hubspot.jinjava.JinjavaConfig;
import com.hubspot.jinjava.LegacyOverrides;
import com.hubspot.jinjava.el.JinjavaProcessors;
import com.hubspot.jinjava.interpret.Context;
import com.hubspot.jinjava.interpret.Context.Library;
import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.lib.Importable;
import com.hubspot.jinjava.lib.expression.ExpressionStrategy;
import com.hubspot.jinjava.lib.fn.ELFunctionDefinition;
import com.hubspot.jinjava.loader.ResourceNotFoundException;
import com.hubspot.jinjava.tree.output.RenderedOutputNode;
import com.hubspot.jinjava.tree.parse.ExpressionToken;
import com.hubspot.jinjava.tree.parse.Token;
import dev.refgate.workflow.Scope;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The one jinjava, cut down to what templates may do: no files, no functions, no filters that are not listed. */
final class JinjavaEngine {
    private static final List<String> BLOCKS = List.of("if", "for", "set", "macro", "call");
    private static final List<String> SINGLES = List.of("elif", "else", "break", "continue");

    private final int limit;
    private final Jinjava jinjava;
    private final JinjavaConfig config;
    private final Context libraries;

    JinjavaEngine(int limit) {
        this.limit = limit;
        Jinjava plain = new Jinjava();
        this.config = JinjavaConfig.newBuilder()
                .withNestedInterpretationEnabled(false)
                .withMaxOutputSize(limit)
                .withKeepTrailingNewline(true)
                .withDisabled(disabled(plain.getGlobalContext()))
                .withLegacyOverrides(LegacyOverrides.newBuilder()
                        .withUseTrimmingForNotesAndExpressions(true)
                        .withParseWhitespaceControlStrictly(true)
                        .withHandleBackslashInQuotesOnly(true)
                        .build())
                .withProcessors(JinjavaProcessors.newBuilder()
                        .withNodePreProcessor((node, interpreter) -> ((StrictInterpreter) interpreter).beforeNode(node))
                        .build())
                .build();
        this.jinjava = new Jinjava(config);
        jinjava.setResourceLocator((name, encoding, interpreter) -> {
            throw new ResourceNotFoundException("templates read no files");
        });
        BLOCKS.forEach(name -> jinjava.registerTag(InstructionTag.block(name)));
        SINGLES.forEach(name -> jinjava.registerTag(InstructionTag.single(name)));
        this.libraries = new Context(jinjava.getGlobalContextCopy(), Map.of(), config.getDisabled());
        libraries.setExpressionStrategy(PutIn.INSTANCE);
    }

    private static Map<Library, Set<String>> disabled(Context context) {
        Set<String> filters = names(context.getAllFilters());
        filters.removeAll(Borrowed.FILTERS);
        filters.removeAll(Filters.names());
        Set<String> tags = names(context.getAllTags());
        tags.removeIf(JinjavaEngine::isAllowed);
        Set<String> functions = context.getAllFunctions().stream()
                .map(ELFunctionDefinition::getName)
                .collect(Collectors.toSet());
        return Map.of(Library.FILTER, filters, Library.TAG, tags, Library.FUNCTION, functions);
    }

    private static boolean isAllowed(String tag) {
        String name = tag.startsWith("end") ? tag.substring("end".length()) : tag;
        return name.equals("raw") || BLOCKS.contains(name) || SINGLES.contains(name);
    }

    private static Set<String> names(Collection<? extends Importable> items) {
        return items.stream().map(Importable::getName).collect(Collectors.toSet());
    }

    /**
     * For one parsing or one rendering, on one thread. The libraries stand in a context that all share and nobody writes
     * into: to build them anew, as jinjava does, takes most of the time that it needs for a small template.
     */
    StrictInterpreter interpreter(IdentityHashMap<Token, Object> compiled, Scope scope) {
        return new StrictInterpreter(jinjava, new Context(libraries), config, compiled, scope, limit);
    }

    /** Writes what our own expressions give. */
    private enum PutIn implements ExpressionStrategy {
        INSTANCE;

        @Override
        public RenderedOutputNode interpretOutput(ExpressionToken token, JinjavaInterpreter interpreter) {
            return new RenderedOutputNode(((StrictInterpreter) interpreter).text(token));
        }
    }
}
