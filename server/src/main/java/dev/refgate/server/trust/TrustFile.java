package dev.refgate.server.trust;

import static dev.refgate.document.Key.optional;
import static dev.refgate.document.Key.required;
import static dev.refgate.document.Shapes.constant;
import static dev.refgate.document.Shapes.either;
import static dev.refgate.document.Shapes.integer;
import static dev.refgate.document.Shapes.nonEmptyList;
import static dev.refgate.document.Shapes.nonEmptyMap;
import static dev.refgate.document.Shapes.object;
import static dev.refgate.document.Shapes.text;
import static dev.refgate.document.Shapes.truth;

import dev.refgate.Refgate;
import dev.refgate.document.MappingNode;
import dev.refgate.document.Node;
import dev.refgate.document.ObjectShape;
import dev.refgate.document.Problems;
import dev.refgate.document.Shapes;
import dev.refgate.error.InvalidArgumentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads the file that says whose tokens count. */
public final class TrustFile {
    private static final int LARGEST = 1 << 20;

    private TrustFile() {}

    /**
     * @throws dev.refgate.error.RefgateException when it cannot be used; says all that is wrong, and where
     */
    public static Trust read(Path file) {
        try {
            if (Files.size(file) > LARGEST) {
                throw new InvalidArgumentException(file + ": too large (expected at most " + LARGEST + " bytes)");
            }
            return parse(file.toString(), Files.readAllBytes(file));
        } catch (IOException e) {
            throw new InvalidArgumentException(
                    "--trust: " + file + " cannot be read (" + e.getClass().getSimpleName() + ")");
        }
    }

    /**
     * @param name the file's, for messages
     */
    static Trust parse(String name, byte[] content) {
        Problems problems = new Problems();
        Optional<Node> root = Refgate.documents().read(name, content, problems);
        root.ifPresent(node -> shape().check(node, problems));
        problems.throwIfAny();
        Trust trust = new TrustReader(problems).read((MappingNode) root.orElseThrow());
        problems.throwIfAny();
        return trust;
    }

    private static ObjectShape shape() {
        return object(
                "the trust file",
                required("version", constant(1), "The version of this format."),
                required("issuers", nonEmptyList(issuer()), "Who signs tokens that count."));
    }

    private static ObjectShape issuer() {
        return object(
                "an issuer",
                required("issuer", text(), "Its address, as tokens have it in the claim iss."),
                optional(
                        "name",
                        text("letters, digits, dots and hyphens", "[a-z0-9][a-z0-9.-]{0,62}"),
                        "What the names of its callers begin with."),
                required("audience", text(), "For whom tokens have to be: this server's address, say."),
                optional(
                        "clock_skew",
                        Shapes.duration(),
                        "How far the clocks may be apart; 60s without it, 5m at most."),
                optional("allow_http", truth(), "Ask it without TLS; for an issuer on this machine alone."),
                required("grants", nonEmptyList(grant()), "Which of its callers may do what."));
    }

    private static ObjectShape grant() {
        return object(
                "a grant",
                required(
                        "claims",
                        nonEmptyMap(
                                "a claim's name",
                                "[^\\s]{1,200}",
                                either(text(), integer(Long.MIN_VALUE, Long.MAX_VALUE), truth())),
                        "What a token has to say, all of it; * stands for a part without / : @."),
                required("scopes", nonEmptyList(text()), "What such callers may do, as keys may."));
    }
}
