package dev.refgate.workflow;

/** What starts a workflow besides a call. */
public sealed interface Trigger permits Schedule, Webhook {}
