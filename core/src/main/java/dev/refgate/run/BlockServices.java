package dev.refgate.run;

import dev.refgate.document.JsonFormat;
import dev.refgate.workflow.JsonSchemas;

/**
 * What block types need from outside.
 *
 * @param json JSON text to values and back
 * @param schemas what JSON has to look like
 * @param scripts for {@code javascript}
 * @param http calls to other servers
 * @param documents what runs keep
 */
public record BlockServices(
        JsonFormat json, JsonSchemas schemas, Scripts scripts, HttpCalls http, Documents documents) {}
