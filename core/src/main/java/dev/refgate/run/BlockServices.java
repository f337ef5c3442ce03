package dev.refgate.run;

import dev.refgate.document.JsonFormat;

/**
 * What block types need from outside.
 *
 * @param json JSON text to values and back
 * @param scripts for {@code javascript}
 * @param http calls to other servers
 */
public record BlockServices(JsonFormat json, Scripts scripts, HttpCalls http) {}
