package io.dromedary.load.form;

import java.util.Optional;

/**
 * Numbers such as {@code 1.234,50}. Groups have three digits; before and behind the number there may be blanks.
 *
 * @param decimal between whole and part
 * @param grouping any of these stands between groups; empty: nothing does
 */
record NumberForm(char decimal, String grouping) implements ValueForm {
    private static final int GROUP_DIGITS = 3;

    @Override
    public Optional<String> find(String text) {
        String stripped = text.strip();
        // NaN and infinity are the same everywhere.
        if (!stripped.isEmpty() && stripped.chars().noneMatch(c -> isDigit((char) c))) {
            return stripped.chars().allMatch(c -> Character.isLetter(c) || c == '-' || c == '+')
                    ? Optional.of(stripped)
                    : Optional.empty();
        }
        int mark = stripped.indexOf(decimal);
        String whole = mark < 0 ? stripped.split("[eE]", -1)[0] : stripped.substring(0, mark);
        String rest = stripped.substring(whole.length());
        return isWhole(whole) && isRest(rest)
                ? Optional.of(withoutGrouping(whole) + rest.replace(decimal, '.'))
                : Optional.empty();
    }

    private boolean isWhole(String whole) {
        String digits = whole.startsWith("-") || whole.startsWith("+") ? whole.substring(1) : whole;
        int sinceGroup = 0;
        boolean isGrouped = false;
        for (int i = 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            if (isDigit(c)) {
                sinceGroup++;
            } else if (grouping.indexOf(c) >= 0
                    && sinceGroup > 0
                    && (isGrouped ? sinceGroup == GROUP_DIGITS : sinceGroup <= GROUP_DIGITS)) {
                isGrouped = true;
                sinceGroup = 0;
            } else {
                return false;
            }
        }
        return !isGrouped || sinceGroup == GROUP_DIGITS;
    }

    private boolean isRest(String rest) {
        String part = rest.isEmpty() || rest.charAt(0) != decimal ? "0" + rest : "0" + rest.substring(1);
        return part.matches("[0-9]+([eE][+-]?[0-9]+)?");
    }

    private String withoutGrouping(String whole) {
        var text = new StringBuilder();
        whole.chars().filter(c -> grouping.indexOf(c) < 0).forEach(c -> text.append((char) c));
        return text.toString();
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    @Override
    public String name() {
        String groups = grouping.isEmpty() ? "" : " and grouping " + ValueForms.shown(grouping);
        return "a number with decimal %s%s".formatted(decimal, groups);
    }
}
