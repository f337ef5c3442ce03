package dev.refgate.diff;

import dev.refgate.document.CanonicalWriter;
import dev.refgate.document.DocumentReader;
import dev.refgate.document.Node;
import dev.refgate.document.Problem;
import dev.refgate.document.Problems;
import dev.refgate.document.ReadDocument;
import dev.refgate.repository.WorkflowFolder;
import dev.refgate.repository.WorkflowFolder.FileFacts;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A file on one side, as far as it can be shown.
 *
 * @param facts size and digest; empty for what is no regular file
 * @param text empty when it is no text, or too large
 * @param noText why there is no text
 * @param shown the text's lines, masked
 * @param canonical what makes the canonical form of YAML and JSON, which is of use only if the other side has one
 * @param problems why YAML or JSON cannot be read
 */
record FileVersion(
        Optional<FileFacts> facts,
        Optional<TextFile> text,
        Optional<String> noText,
        List<String> shown,
        Optional<Canonical> canonical,
        List<Problem> problems) {
    static final int LARGEST = 1 << 20;
    private static final Pattern DOCUMENT = Pattern.compile(".*\\.(ya?ml|json)", Pattern.DOTALL);
    private static final Pattern SCRIPT = Pattern.compile(".*\\.(js|mjs|cjs|ts|py|java|sh)", Pattern.DOTALL);

    /** No file. */
    static final FileVersion ABSENT = new FileVersion(
            Optional.empty(), Optional.of(TextFile.EMPTY), Optional.empty(), List.of(), Optional.empty(), List.of());

    /** Reads versions. */
    record Reader(DocumentReader documents, CanonicalWriter canonical) {

        /**
         * @param workflow the folder's workflow.yml, if it was read before
         * @param sensitiveNames the workflow's sensitive inputs, whose values in sample payloads and tests are secret
         */
        FileVersion read(
                WorkflowFolder folder, String path, Optional<ReadDocument> workflow, Set<String> sensitiveNames) {
            Optional<FileFacts> facts = folder.facts(path);
            if (facts.isEmpty()) {
                return withoutText(facts, "no regular file");
            }
            if (facts.get().size() > LARGEST) {
                return withoutText(facts, "too large to compare by lines (more than 1 MiB)");
            }
            byte[] content = folder.read(path, LARGEST).orElse(new byte[0]);
            if (TextFile.isBinary(content)) {
                return withoutText(facts, "binary");
            }
            return TextFile.decode(content)
                    .map(text -> isDocument(path) && !text.lines().isEmpty()
                            ? document(
                                    path,
                                    facts,
                                    text,
                                    workflow.filter(read -> path.equals(WorkflowFolder.WORKFLOW_FILE))
                                            .orElseGet(() ->
                                                    ReadDocument.of(documents, folder.displayPath(path), content)),
                                    sensitiveNames)
                            : plain(path, facts, text, sensitiveNames))
                    .orElseGet(() -> withoutText(facts, "not valid UTF-8, so treated as binary"));
        }

        private FileVersion document(
                String path, Optional<FileFacts> facts, TextFile text, ReadDocument read, Set<String> sensitiveNames) {
            if (read.root().isEmpty() || !read.problems().isEmpty()) {
                return new FileVersion(
                        facts,
                        Optional.of(text),
                        Optional.empty(),
                        Masking.of(path, sensitiveNames).byLine(text),
                        Optional.empty(),
                        read.problems());
            }
            Node root = read.root().get();
            Masking masking = Masking.of(path, sensitiveNames);
            boolean secretive = DocumentMask.isNeeded(root, masking.secrecy(), masking.sensitiveNames());
            return new FileVersion(
                    facts,
                    Optional.of(text),
                    Optional.empty(),
                    masking.byNode(text, root, secretive),
                    Optional.of(() -> canonical(root, masking, secretive)),
                    List.of());
        }

        private static FileVersion plain(
                String path, Optional<FileFacts> facts, TextFile text, Set<String> sensitiveNames) {
            List<String> shown = matches(SCRIPT, path)
                    ? LineMask.literals(text.lines())
                    : Masking.of(path, sensitiveNames).byLine(text);
            return new FileVersion(facts, Optional.of(text), Optional.empty(), shown, Optional.empty(), List.of());
        }

        /** The places of secrets have to be looked for in the canonical text anew; whether there are any is known. */
        private LineDiff.Side canonical(Node root, Masking masking, boolean secretive) {
            String written = canonical.write(root);
            TextFile text = TextFile.of(written);
            if (!secretive) {
                return new LineDiff.Side(text, LineMask.literals(text.lines()));
            }
            List<String> shown = documents
                    .read("canonical", written.getBytes(StandardCharsets.UTF_8), new Problems())
                    .map(node -> masking.byNode(text, node, true))
                    .orElseGet(() -> masking.byLine(text));
            return new LineDiff.Side(text, shown);
        }
    }

    /** Makes the canonical form, and its masked lines. */
    @FunctionalInterface
    interface Canonical {
        LineDiff.Side make();
    }

    /** How secrets in a file are masked. */
    private record Masking(Secrecy secrecy, Set<String> sensitiveNames) {

        static Masking of(String path, Set<String> sensitiveNames) {
            return path.equals(WorkflowFolder.WORKFLOW_FILE)
                    ? new Masking(Secrecy.WORKFLOW, Set.of())
                    : new Masking(Secrecy.OPEN, sensitiveNames);
        }

        /**
         * @param secretive whether there are secret values in it
         */
        List<String> byNode(TextFile text, Node root, boolean secretive) {
            if (!text.hasPlainLines()) {
                return byLine(text);
            }
            return secretive
                    ? DocumentMask.apply(text.lines(), root, secrecy, sensitiveNames)
                    : LineMask.literals(text.lines());
        }

        /** Lines alone do not tell which input is sensitive; so of a workflow that cannot be read, no default is shown. */
        List<String> byLine(TextFile text) {
            return LineMask.assignments(
                    text.lines(), secrecy == Secrecy.WORKFLOW ? Secrecy.VALUE_KEYS : sensitiveNames);
        }
    }

    private static boolean isDocument(String path) {
        return matches(DOCUMENT, path);
    }

    private static boolean matches(Pattern pattern, String path) {
        return pattern.matcher(path.toLowerCase(Locale.ROOT)).matches();
    }

    private static FileVersion withoutText(Optional<FileFacts> facts, String why) {
        return new FileVersion(facts, Optional.empty(), Optional.of(why), List.of(), Optional.empty(), List.of());
    }
}
