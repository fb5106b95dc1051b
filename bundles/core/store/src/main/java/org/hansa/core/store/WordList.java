package org.hansa.core.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Resource;

/**
 * The words by which a resource is found: runs of letters and digits, in lower case and without
 * accents. Made here, so that each database finds the same.
 */
final class WordList {

  /** Different words of one resource; more are not found. */
  private static final int MOST = 5000;

  private static final int LONGEST = 64;
  private static final int ASKED = 16;

  /** Those of which every index makes the same. */
  private static final Pattern PLAIN = Pattern.compile("[a-z0-9]+");

  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{Nd}]+(\\*)?");

  private WordList() {}

  /** Of its name, its labels and all texts in its spec. */
  static List<String> of(Resource resource) {
    Set<String> words = new LinkedHashSet<>();
    add(words, resource.ref().name());
    resource.labels().forEach((key, value) -> add(words, key + " " + value));
    add(words, resource.spec().tree());
    return List.copyOf(words);
  }

  private static void add(Set<String> words, JsonNode node) {
    if (node.isContainerNode()) {
      node.forEach(child -> add(words, child));
    } else if (node.isTextual()) {
      add(words, node.asText());
    }
  }

  private static void add(Set<String> words, String text) {
    Matcher found = WORD.matcher(plain(text));
    while (words.size() < MOST && found.find()) {
      String word = found.group().replace("*", "");
      words.add(word.substring(0, Math.min(LONGEST, word.length())));
    }
  }

  private static String plain(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKD)
        .replaceAll("\\p{M}+", "")
        .toLowerCase(Locale.ROOT);
  }

  /**
   * As {@link #asked(String)}, with the words of labels that are asked for besides: whoever has a
   * label is found by its words, and few may have it of many that are found by the others.
   */
  static List<String> asked(String text, Map<String, String> labels) {
    List<String> asked = new ArrayList<>(asked(text));
    Set<String> more = new LinkedHashSet<>();
    labels.values().forEach(value -> add(more, value));
    more.stream().filter(word -> PLAIN.matcher(word).matches()).limit(ASKED).forEach(asked::add);
    return asked;
  }

  /**
   * What is asked for; one that ends in * is a beginning.
   *
   * @throws Problem INVALID if there is none, or too many
   */
  static List<String> asked(String text) {
    List<String> asked = new ArrayList<>();
    Matcher found = WORD.matcher(plain(text));
    while (found.find()) {
      boolean begins = found.group().endsWith("*");
      String word =
          begins ? found.group().substring(0, found.end() - found.start() - 1) : found.group();
      asked.add(word.substring(0, Math.min(LONGEST, word.length())) + (begins ? "*" : ""));
    }
    if (asked.isEmpty() || asked.size() > ASKED) {
      throw Problem.invalid(
          "search", text, "1 to " + ASKED + " words of letters and digits", "Correct it.");
    }
    return asked;
  }

  /** Marks of kind and tenant that stand beside the words in SQLite's index. */
  static String scope(String kind, String tenant) {
    return mark("k", kind) + " " + mark("t", tenant);
  }

  private static String mark(String what, String text) {
    return what + HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
  }

  /** As SQLite's index is asked. */
  static String match(String kind, Optional<String> tenant, List<String> asked) {
    String scope = mark("k", kind) + tenant.map(t -> " AND " + mark("t", t)).orElse("");
    return asked.stream()
        .map(w -> w.endsWith("*") ? '"' + w.replace("*", "") + "\"*" : '"' + w + '"')
        .collect(Collectors.joining(" AND ", "scope : (" + scope + ") AND words : (", ")"));
  }

  /** As PostgreSQL's is. */
  static String tsquery(List<String> asked) {
    return asked.stream()
        .map(w -> w.endsWith("*") ? "'" + w.replace("*", "") + "':*" : "'" + w + "'")
        .collect(Collectors.joining(" & "));
  }
}
