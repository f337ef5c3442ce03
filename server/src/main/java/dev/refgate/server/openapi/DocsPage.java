package dev.refgate.server.openapi;

import java.util.List;

/** The operations as a page for people: plain HTML, without scripts and without anything from elsewhere. */
public final class DocsPage {
    /** What a browser may do with the page: show it. */
    public static final String POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'";

    private static final String HEAD = """
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><title>Refgate: the HTTP API</title>
            <meta name="viewport" content="width=device-width">
            <style>
            body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
            code, h2 { font-family: ui-monospace, monospace } h2 { font-size: 1.05rem; margin-top: 2rem }
            table { border-collapse: collapse } td, th { border: 1px solid #8886; padding: .2rem .6rem; text-align: left }
            :root { color-scheme: light dark }
            </style></head><body>
            <h1>Refgate: the HTTP API</h1>
            <p>The same for programs: <a href="/openapi.json">/openapi.json</a> (OpenAPI 3.1).</p>
            """;

    private DocsPage() {}

    public static String of(List<Operation> operations) {
        StringBuilder page = new StringBuilder(HEAD);
        operations.forEach(operation -> operation(operation, page));
        return page.append("</body></html>\n").toString();
    }

    private static void operation(Operation operation, StringBuilder page) {
        page.append("<h2 id=\"").append(text(operation.id())).append("\">");
        page.append(operation.method())
                .append(' ')
                .append(text(operation.path()))
                .append("</h2>\n");
        page.append("<p>").append(text(operation.summary()));
        page.append(operation.needs().isEmpty() ? "" : " Scope: " + text(String.join(" or ", operation.needs())) + ".");
        page.append("</p>\n<table><tr><th>name</th><th>in</th><th></th></tr>\n");
        operation
                .parameters()
                .forEach(parameter -> row(page, parameter.name(), parameter.in(), parameter.description()));
        operation.body().ifPresent(schema -> row(page, schema, "body", "JSON"));
        operation.answers().forEach((status, answer) -> row(page, status.toString(), "answer", answer.description()));
        page.append("</table>\n");
    }

    private static void row(StringBuilder page, String name, String in, String description) {
        page.append("<tr><td><code>")
                .append(text(name))
                .append("</code></td><td>")
                .append(text(in));
        page.append("</td><td>").append(text(description)).append("</td></tr>\n");
    }

    private static String text(String plain) {
        return plain.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
