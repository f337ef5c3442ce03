package dev.refgate.test;

import dev.refgate.document.DocumentReader;
import dev.refgate.document.Location;
import dev.refgate.document.MappingNode;
import dev.refgate.document.Node;
import dev.refgate.document.ObjectShape;
import dev.refgate.document.Problems;
import dev.refgate.document.SequenceNode;
import dev.refgate.error.InvalidArgumentException;
import dev.refgate.repository.WorkflowFolder;
import dev.refgate.workflow.Workflow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the test files of a workflow. Safe for use by many threads. */
public final class TestSuiteParser {
    private static final int LARGEST_FILE = 1 << 20;
    private static final String OTHER_ENDING = ".yaml";

    private final DocumentReader reader;
    private final ObjectShape shape = TestFile.shape();

    public TestSuiteParser(DocumentReader reader) {
        this.reader = reader;
    }

    /**
     * @param folder the workflow's, where the files are
     * @param problems receives everything that is wrong, all at once
     * @return the tests; none of a file in which something is wrong
     */
    public TestSuite parse(WorkflowFolder folder, Workflow workflow, Problems problems) {
        List<TestCase> cases = new ArrayList<>();
        for (WorkflowFolder.Entry entry : folder.entries()) {
            if (isTestFile(entry, folder, problems)) {
                file(folder, entry.path(), problems).ifPresent(root -> cases.addAll(cases(root, workflow, problems)));
            }
        }
        requireDifferentNames(cases, problems);
        return new TestSuite(workflow, cases);
    }

    private static boolean isTestFile(WorkflowFolder.Entry entry, WorkflowFolder folder, Problems problems) {
        String path = entry.path();
        boolean direct = path.startsWith(TestFile.FOLDER) && path.indexOf('/', TestFile.FOLDER.length()) < 0;
        if (direct && path.endsWith(OTHER_ENDING)) {
            problems.add(
                    Location.ofFile(folder.displayPath(path)),
                    "test files end in " + TestFile.ENDING + ": rename it (nothing reads it as it is)");
        }
        return direct && path.endsWith(TestFile.ENDING) && entry.kind() == WorkflowFolder.Kind.FILE;
    }

    private Optional<MappingNode> file(WorkflowFolder folder, String path, Problems problems) {
        String name = folder.displayPath(path);
        int before = problems.count();
        try {
            Optional<Node> root =
                    folder.read(path, LARGEST_FILE).flatMap(content -> reader.read(name, content, problems));
            root.ifPresent(node -> shape.check(node, problems));
            return root.filter(node -> problems.count() == before).map(MappingNode.class::cast);
        } catch (InvalidArgumentException e) {
            problems.add(Location.ofFile(name), "the file is too large (expected at most " + LARGEST_FILE + " bytes)");
            return Optional.empty();
        }
    }

    private static List<TestCase> cases(MappingNode file, Workflow workflow, Problems problems) {
        Optional<MappingNode> defaults = file.find("defaults").map(MappingNode.class::cast);
        List<TestCase> cases = new ArrayList<>();
        for (Node test : ((SequenceNode) file.find("tests").orElseThrow()).items()) {
            cases.addAll(new TestCaseReader((MappingNode) test, defaults, workflow, problems).read());
        }
        return cases;
    }

    private static void requireDifferentNames(List<TestCase> cases, Problems problems) {
        Map<String, TestCase> first = new HashMap<>();
        for (TestCase each : cases) {
            TestCase other = first.putIfAbsent(each.name(), each);
            if (other != null) {
                problems.add(
                        each.location(),
                        "another test is called \"" + each.name() + "\" (" + other.location()
                                + "); expected names that differ"
                                + (each.row().isPresent() ? ", so a table's test names a column: {{…}}" : ""));
            }
        }
    }
}
