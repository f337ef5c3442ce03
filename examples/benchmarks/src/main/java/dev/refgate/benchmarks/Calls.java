package dev.refgate.benchmarks;

/** The calls that the benchmarks make over HTTP. */
final class Calls {
    static final byte[] HELLO = Request.post(path(GeneratedRepository.HELLO), "{\"inputs\":{\"name\":\"Ada\"}}");

    /** The key of servers that ask for one. */
    static final String KEY = "a-key-of-the-benchmarks-and-of-nothing-else";

    /** The header that has it, with its line's end. */
    static final String WITH_KEY = "Authorization: Bearer " + KEY + "\r\n";

    static final byte[] HELLO_WITH_KEY =
            Request.post(path(GeneratedRepository.HELLO), WITH_KEY, "{\"inputs\":{\"name\":\"Ada\"}}");

    static final byte[] HELLO_STREAMING =
            Request.post(path(GeneratedRepository.HELLO), "{\"inputs\":{\"name\":\"Ada\"},\"streaming\":true}");

    static final byte[] TRIAGE = triage(GeneratedRepository.TRIAGE);

    private Calls() {}

    /** A call of a workflow that is a copy of {@code support-triage}. */
    static byte[] triage(String workflow) {
        return Request.post(path(workflow), """
            {"inputs":{"ticket_id":"TKT-4821","subject":"Cannot access billing portal",\
            "body":"I have been trying to log in to the billing portal for two days and keep getting a 403 error.",\
            "customer_email":"jane.doe@example.com"}}""");
    }

    private static String path(String workflow) {
        return "/v2/workflows/" + workflow + "/execute?environment=" + GeneratedRepository.ENVIRONMENT;
    }
}
