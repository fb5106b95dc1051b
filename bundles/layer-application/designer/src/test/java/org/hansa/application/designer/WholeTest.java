package org.hansa.application.designer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.hansa.core.api.Doc;
import org.hansa.core.api.format.Imported;
import org.hansa.core.api.format.Importer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing of a file is dropped in silence: what is changed in it changes what comes of it. */
class WholeTest {

  /** Ignored, as Compose says; and the name, where the caller gives one. */
  private static final List<String> SILENT = List.of("/version", "/name");

  /** What says only what is so anyway. */
  private static final List<String> AS_IT_IS =
      List.of(
          "/restart",
          "/deploy/mode",
          "/condition",
          "/required",
          "/disable",
          "/mode",
          "/services/three/command");

  static List<String> files() {
    return Sample.ALL;
  }

  private static Imported read(JsonNode document) {
    return new ComposeImporter()
        .read(document, new Importer.Wanted("acme", Optional.of("named"), Sample.VARIABLES));
  }

  private static void leaves(String pointer, JsonNode tree, List<String> found) {
    if (tree.isObject() && !tree.isEmpty()) {
      for (Map.Entry<String, JsonNode> e : tree.properties()) {
        leaves(
            pointer + "/" + e.getKey().replace("~", "~0").replace("/", "~1"), e.getValue(), found);
      }
    } else if (tree.isArray() && !tree.isEmpty()) {
      for (int i = 0; i < tree.size(); i++) {
        leaves(pointer + "/" + i, tree.get(i), found);
      }
    } else {
      found.add(pointer);
    }
  }

  /** The pointer of a note's path, for the keys that samples have. */
  private static String pointer(String path) {
    StringBuilder pointer = new StringBuilder();
    var parts =
        java.util.regex.Pattern.compile("\\[\"((?:[^\"\\\\]|\\\\\")*)\"]|\\[([0-9]+)]|([^.\\[]+)")
            .matcher(path);
    while (parts.find()) {
      String part = parts.group(1) != null ? parts.group(1) : parts.group(2);
      part = part == null ? parts.group(3) : part;
      pointer.append('/').append(part.replace("~", "~0").replace("/", "~1"));
    }
    return pointer.toString();
  }

  private static boolean isTold(Imported imported, String leaf) {
    return imported.notes().stream()
        .map(note -> pointer(note.path()))
        .anyMatch(told -> (leaf + "/").startsWith(told + "/") && !told.isEmpty());
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyLeafIsInTheApplicationOrInTheList(String file) {
    JsonNode document = Sample.file(file).document();
    Imported whole = read(document);
    List<String> leaves = new ArrayList<>();
    leaves("", document, leaves);
    assertThat(leaves).isNotEmpty();

    for (String leaf : leaves) {
      if (isTold(whole, leaf)
          || SILENT.contains(leaf)
          || AS_IT_IS.stream().anyMatch(leaf::endsWith)) {
        continue;
      }
      assertThat(without(document, leaf))
          .as("%s of %s is in the application: without it, it is another", leaf, file)
          .isNotEqualTo(what(whole));
    }
  }

  private static String what(Imported imported) {
    return imported.draft().spec().toString() + imported.draft().labels() + imported.notes();
  }

  /** What it comes to when a leaf is left out; what is then refused is another too. */
  private static String without(JsonNode document, String leaf) {
    JsonNode less = document.deepCopy();
    int slash = leaf.lastIndexOf('/');
    JsonNode parent = less.at(leaf.substring(0, slash));
    String key = leaf.substring(slash + 1).replace("~1", "/").replace("~0", "~");
    if (parent instanceof ObjectNode object) {
      object.remove(key);
    } else {
      ((com.fasterxml.jackson.databind.node.ArrayNode) parent).remove(Integer.parseInt(key));
    }
    try {
      Imported imported = read(less);
      return what(imported);
    } catch (org.hansa.core.api.Problem refused) {
      return refused.getMessage();
    }
  }

  /** Keys that nobody knows, anywhere: each is told. */
  @Test
  void whateverIsAddedIsTold() {
    Random random = new Random(7);
    for (String file : Sample.ALL) {
      JsonNode document = Sample.file(file).document();
      List<ObjectNode> places = new ArrayList<>();
      objects(document, places);
      for (int n = 0; n < 40; n++) {
        ObjectNode place = places.get(random.nextInt(places.size()));
        String key = "unheard-" + n;
        place.set(key, value(random));
        assertThat(toldOrUsed(document, key)).as("%s in %s at %s", key, file, place).isTrue();
        place.remove(key);
      }
    }
  }

  private static boolean toldOrUsed(JsonNode document, String key) {
    try {
      Imported imported = read(document);
      String used = imported.draft().spec() + " " + imported.draft().labels();
      return used.contains(key)
          || imported.notes().stream().anyMatch(n -> (n.path() + n.value()).contains(key))
          || imported.notes().stream().anyMatch(n -> n.value().endsWith("..."));
    } catch (org.hansa.core.api.Problem refused) {
      return refused.getMessage().contains(key);
    }
  }

  private static void objects(JsonNode tree, List<ObjectNode> found) {
    if (tree instanceof ObjectNode object) {
      found.add(object);
    }
    tree.forEach(child -> objects(child, found));
  }

  private static JsonNode value(Random random) {
    JsonNodeFactory make = JsonNodeFactory.instance;
    return switch (random.nextInt(4)) {
      case 0 -> make.textNode("something");
      case 1 -> make.nullNode();
      case 2 -> make.objectNode().put("image", "x:1");
      default -> make.arrayNode().add(1);
    };
  }

  @ParameterizedTest
  @MethodSource("files")
  void theSameFileComesToTheSame(String file) {
    Imported one = read(Sample.file(file).document());
    Imported two = read(Sample.file(file).document());
    assertThat(two).isEqualTo(one);
    assertThat(Doc.parse(one.draft().spec().toString())).isEqualTo(one.draft().spec());
  }
}
