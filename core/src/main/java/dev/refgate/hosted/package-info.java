/**
 * Workflow configurations of the hosted product that Refgate takes the place of, and what becomes of them here. {@link
 * dev.refgate.hosted.HostedImport} makes a workflow.yml of one, {@link dev.refgate.hosted.HostedExport} the other way; both say what
 * they could not carry over. The configuration is plain values, as in JSON; what is known of its form is what the product's public clients send.
 */
@NullMarked
package dev.refgate.hosted;

import org.jspecify.annotations.NullMarked;
