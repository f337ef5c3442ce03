package dev.refgate.report;

/** What all pages have: they need nothing from elsewhere, no scripts, no fonts, no images. */
final class HtmlPage {
    static final String END = "</body>\n</html>\n";

    private static final String STYLE = """
            body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem;color:#1f2328;background:#fff}
            code,pre{font:13px/1.45 ui-monospace,monospace}
            code{background:#f0f1f3;border-radius:4px;padding:.1em .3em}
            pre{border:1px solid #d1d9e0;border-radius:6px;overflow:auto;padding:.5rem;margin:.3rem 0 1rem}
            section{border-top:1px solid #d1d9e0;margin-top:2rem}
            ul{padding-left:1.2rem}
            table{border-collapse:collapse;margin:.3rem 0 1rem}td,th{border:1px solid #d1d9e0;padding:.2rem .6rem;text-align:left}
            .added{color:#116329}.removed{color:#a40e26}.changed{color:#7d4e00}.note{color:#59636e}
            pre .added{background:#dafbe1}pre .removed{background:#ffebe9}pre .hunk{color:#0550ae}
            pre span{display:block;white-space:pre-wrap}
            """;

    private HtmlPage() {}

    /**
     * The beginning, up to and with the heading.
     *
     * @param title escaped
     */
    static String begin(String title) {
        return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                + "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width\">\n<title>" + title + "</title>\n<style>\n"
                + STYLE
                + "</style>\n</head>\n<body>\n<h1>" + title + "</h1>\n";
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
