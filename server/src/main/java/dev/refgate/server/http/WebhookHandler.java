package dev.refgate.server.http;

import dev.refgate.Admission;
import dev.refgate.Refgate;
import dev.refgate.Target;
import dev.refgate.error.NotFoundException;
import dev.refgate.repository.WorkflowId;
import dev.refgate.run.CompiledWebhook;
import dev.refgate.server.execution.Call;
import dev.refgate.server.execution.Executions;
import dev.refgate.server.idempotency.Claim;
import dev.refgate.server.runlog.Cause;
import dev.refgate.server.runlog.RunRecord.Origin;
import dev.refgate.server.webhook.Delivery;
import dev.refgate.server.webhook.Webhook;
import dev.refgate.server.webhook.Webhooks;
import dev.refgate.workflow.TemplateException;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code POST /v1/workflows/{workflow_id}/webhook/{token}}: others start runs of what production points to. */
final class WebhookHandler {
    private final Refgate refgate;
    private final @Nullable Webhooks webhooks;
    private final RunStarts starts;

    /**
     * @param webhooks null where nothing is kept: then there is none
     */
    WebhookHandler(Refgate refgate, @Nullable Webhooks webhooks, RunStarts starts) {
        this.refgate = refgate;
        this.webhooks = webhooks;
        this.starts = starts;
    }

    void receive(Context context) throws IOException {
        byte[] bytes = UnreadBody.read(context);
        Webhook webhook = find(context);
        Admission admission = admit(webhook);
        CompiledWebhook declared = admission.webhook().orElseThrow(WebhookHandler::unknown);
        if (bytes.length > declared.maxBody()) {
            throw Refusal.of(
                    413,
                    "body: too large (expected at most " + declared.maxBody()
                            + " bytes: max_body of the webhook in workflow.yml)");
        }
        Delivery delivery = new Delivery(headers(context), bytes);
        requireSigned(webhook, admission, delivery);
        Object content = content(delivery);
        AnswerMode mode = webhook.waits() ? AnswerMode.WHOLE : AnswerMode.LATER;
        starts.answer(
                context,
                claim(webhook, delivery.id(content)),
                mode,
                () -> new Call(admission, inputs(declared, content, delivery), origin(webhook)));
    }

    private Webhook find(Context context) {
        if (webhooks == null) {
            throw unknown();
        }
        return webhooks.find(context.pathParam("workflow_id"), context.pathParam("token"))
                .orElseThrow(WebhookHandler::unknown);
    }

    /** Says the same of workflows, tokens and declarations that are not there, so that nobody can find out which. */
    private static Refusal unknown() {
        return Refusal.of(404, "webhook: not there (see refgate webhook list, and triggers in workflow.yml)");
    }

    private Admission admit(Webhook webhook) {
        Optional<String> environment = refgate.policy().policy().triggerEnvironment();
        try {
            return refgate.admit(new WorkflowId(webhook.workflow()), new Target(environment, Optional.empty()));
        } catch (NotFoundException e) {
            throw unknown();
        }
    }

    private static Map<String, String> headers(Context context) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String name : Collections.list(context.req().getHeaderNames())) {
            headers.put(
                    name.toLowerCase(Locale.ROOT),
                    String.join(", ", Collections.list(context.req().getHeaders(name))));
        }
        return headers;
    }

    private static void requireSigned(Webhook webhook, Admission admission, Delivery delivery) {
        if (webhook.setting().isEmpty()) {
            return;
        }
        String setting = webhook.setting().get();
        String secret = admission
                .setting(setting)
                .filter(value -> !value.isEmpty())
                .orElseThrow(() -> Refusal.of(
                        503, "webhook: the setting " + setting + " that holds the sender's secret is not there"));
        if (!webhook.signing().isRight(delivery, secret, Instant.now())) {
            throw Refusal.of(
                    401,
                    "webhook: the signature is missing, old or wrong (expected one of kind "
                            + webhook.signing().word() + ")");
        }
    }

    private static @Nullable Object content(Delivery delivery) {
        try {
            return delivery.content();
        } catch (IllegalArgumentException e) {
            throw Refusal.of(400, "body: not a form: " + e.getMessage());
        }
    }

    private static @Nullable Claim claim(Webhook webhook, Optional<String> delivery) {
        return delivery.map(id ->
                        Claim.of("webhook:" + webhook.id(), webhook.workflow(), id, "a delivery", Executions.newId()))
                .orElse(null);
    }

    private static Map<String, Object> inputs(CompiledWebhook declared, @Nullable Object content, Delivery delivery) {
        try {
            return declared.inputs(content, delivery.shownHeaders());
        } catch (TemplateException e) {
            throw Refusal.invalid(List.of("body"), String.valueOf(e.getMessage()), "invalid_argument");
        }
    }

    private static Origin origin(Webhook webhook) {
        return new Origin(Cause.WEBHOOK, "webhook:" + webhook.id(), Optional.empty());
    }
}
