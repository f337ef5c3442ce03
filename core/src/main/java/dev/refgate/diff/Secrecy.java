package dev.refgate.diff;

import java.util.Set;

/** How the part of a document that is looked at has to be masked; each state knows what a key below it leads to. */
enum Secrecy {
    /** The root of a workflow.yml. */
    WORKFLOW {
        @Override
        Secrecy below(String key, boolean sensitive) {
            return key.equals("inputs") ? DECLARATIONS : OPEN.below(key, sensitive);
        }
    },
    /** The mapping from inputs' names to their schemas. */
    DECLARATIONS {
        @Override
        Secrecy below(String key, boolean sensitive) {
            return SCHEMA.below(key, sensitive);
        }
    },
    /** Plain values: masked below keys that look like credentials. */
    OPEN {
        @Override
        Secrecy below(String key, boolean sensitive) {
            if (CredentialNames.matches(key)) {
                return SECRET;
            }
            return key.equals("schema") ? SCHEMA : OPEN;
        }
    },
    /** A JSON Schema: a property that is named like a credential is a declaration, not a secret. */
    SCHEMA {
        @Override
        Secrecy below(String key, boolean sensitive) {
            if (VALUE_KEYS.contains(key)) {
                return OPEN;
            }
            return sensitive || CredentialNames.matches(key) ? SENSITIVE_SCHEMA : SCHEMA;
        }
    },
    /** The JSON Schema of something secret: the values in it are. */
    SENSITIVE_SCHEMA {
        @Override
        Secrecy below(String key, boolean sensitive) {
            return VALUE_KEYS.contains(key) ? SECRET : SENSITIVE_SCHEMA;
        }
    },
    /** Every text and number is masked. */
    SECRET {
        @Override
        Secrecy below(String key, boolean sensitive) {
            return SECRET;
        }
    };

    /** The keys of a JSON Schema that hold values. */
    static final Set<String> VALUE_KEYS = Set.of("default", "example", "examples", "const", "enum");

    /**
     * @param sensitive whether the key's value is a mapping that says {@code sensitive: true}
     */
    abstract Secrecy below(String key, boolean sensitive);
}
