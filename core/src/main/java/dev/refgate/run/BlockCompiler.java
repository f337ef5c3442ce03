package dev.refgate.run;

import dev.refgate.document.Location;
import dev.refgate.document.Node;
import dev.refgate.workflow.Block;
import dev.refgate.workflow.Template;
import java.util.Optional;

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

    /** Reports something that is wrong with this block. */
    void problem(Location location, String message);
}
