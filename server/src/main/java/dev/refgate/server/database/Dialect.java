package dev.refgate.server.database;

/** What the two databases say differently. */
public enum Dialect {
    SQLITE,
    POSTGRESQL;

    /**
     * Whether what is at a path of a column's JSON is equal to other JSON.
     *
     * @param path name of the parameter with {@link #jsonPath}
     * @param value name of the parameter with JSON
     */
    public String jsonEquals(String column, String path, String value) {
        return this == SQLITE
                ? "COALESCE(" + column + " -> :" + path + ", 'null') = :" + value
                : "COALESCE(" + postgresqlPath(column, path) + ", 'null') = CAST(:" + value + " AS jsonb)";
    }

    /** What is at a path of a column's JSON, to order by; NULL when nothing is. */
    public String jsonOrder(String column, String path) {
        return this == SQLITE ? column + " ->> :" + path : "NULLIF(" + postgresqlPath(column, path) + ", 'null')";
    }

    private static String postgresqlPath(String column, String path) {
        return "jsonb_extract_path(CAST(" + column + " AS jsonb), VARIADIC CAST(:" + path + " AS text[]))";
    }

    /**
     * A path as the database writes it.
     *
     * @param field letters, digits, hyphens and underscores, with dots between the steps
     */
    public String jsonPath(String field) {
        return this == SQLITE
                ? "$.\"" + field.replace(".", "\".\"") + "\""
                : "{\"" + field.replace(".", "\",\"") + "\"}";
    }
}
