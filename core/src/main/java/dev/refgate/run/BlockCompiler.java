package dev.refgate.run;

import dev.refgate.document.Location;
import dev.refgate.document.Node;
import dev.refgate.repository.WorkflowId;
import dev.refgate.workflow.Block;
import dev.refgate.workflow.Template;
import java.util.Optional;
import java.util.Set;

/**
 * What a block type gets to prepare one block: the block's keys, compiled. Problems, those of templates included (bad
 * syntax, a name that is not upstream), are collected, never thrown; after one, a stand-in is returned, so that a type
 * needs no case for it.
 */
public interface BlockCompiler {

    /** The block as the file says it. */
    Block block();

    /** The value of a key that the shape requires. */
    Node require(String key);

    /** The value of a key, if it is there. */
    Optional<Node> find(String key);

    /** A text with templates in it. */
    Template text(Node node);

    /** A value with templates anywhere in it; rendering keeps the structure, and the types of single expressions. */
    ValueTemplate value(Node node);

    /** A truth value, or a template that gives one. */
    Condition condition(Node node);

    /** The bytes of a file of the workflow's folder; empty, with a problem, when there is no such regular file in it. */
    Optional<byte[]> file(Node path);

    /**
     * Says that the block runs a workflow. Whether there is such a one in the same tree, and whether it fits, is checked
     * where all workflows are known.
     *
     * @param name its id, as the block says it
     * @param inputs the inputs that it always gets
     * @param offered the inputs that it gets where it declares them
     * @param outputs the outputs that it has to have
     * @return its id; empty, with a problem, when it is none
     */
    Optional<WorkflowId> subWorkflow(Node name, Set<String> inputs, Set<String> offered, Set<String> outputs);

    /** The same as a script; a problem also when it is not text in UTF-8. */
    Optional<ScriptSource> scriptFile(Node path);

    /** A text of the workflow's file as a script. */
    ScriptSource embeddedScript(Node text);

    /** Reports something that is wrong with this block. */
    void problem(Location location, String message);
}
