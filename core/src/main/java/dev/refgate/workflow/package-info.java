/**
 * workflow.yml: its model, its parser, and the ports of the two languages inside it, templates and JSON Schemas.
 */
@NullMarked
package dev.refgate.workflow;

import org.jspecify.annotations.NullMarked;
