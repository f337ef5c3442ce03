package dev.refgate.server.http;

import dev.refgate.server.mirror.Following;
import dev.refgate.server.mirror.HookProof;
import dev.refgate.server.mirror.HookSecret;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Optional;

/**
 * {@code POST /v1/hooks/git}: a forge says that something was pushed. Of a hook nothing is believed but that there may be
 * news: it hints at a fetch, so that a replayed one, or one out of order, does no harm. What was pushed, the fetch finds out.
 */
final class HookHandler {
    static final String PATH = "/v1/hooks/git";

    /** GitHub sends no more than this. */
    private static final long LONGEST = 25L << 20;

    private final Following following;
    private final Callers callers;

    HookHandler(Following following, Callers callers) {
        this.following = following;
        this.callers = callers;
    }

    void push(Context context) throws IOException {
        HookSecret secret = following
                .hooks()
                .orElseThrow(() -> Refusal.of(
                        404, "hooks: off (expected a server of a remote, with a secret in REFGATE_HOOK_SECRET)"));
        Optional<HookProof> proof = HookProof.of(context.req()::getHeader);
        byte[] signature = signature(secret, context);
        if (proof.isEmpty()) {
            throw callers.unsigned(context, "no signature");
        }
        if (!proof.get().isRight(secret, signature)) {
            throw callers.unsigned(context, "a wrong " + proof.get());
        }
        following.upstream().hint();
        Answers.json(context.res(), 202, generator -> {
            generator.writeStartObject();
            generator.writeStringField("status", "accepted");
            generator.writeEndObject();
        });
    }

    private static byte[] signature(HookSecret secret, Context context) throws IOException {
        try {
            byte[] signature = secret.signature(context.req().getInputStream(), LONGEST);
            UnreadBody.wasRead(context);
            return signature;
        } catch (HookSecret.TooLongException e) {
            throw Refusal.of(413, "body: too large (expected at most " + LONGEST + " bytes)");
        }
    }
}
