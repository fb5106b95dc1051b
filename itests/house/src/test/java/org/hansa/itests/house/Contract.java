package org.hansa.itests.house;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.LinkTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.doctree.StartElementTree;
import com.sun.source.doctree.TextTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree.Kind;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** What the contract's sources say of its types. */
final class Contract {

  /**
   * A type.
   *
   * @param parts of a record its components, of an enumeration its constants; and what is said of
   *     each, if anything
   * @param methods by their signatures
   * @param inner the names of types within it
   */
  record Type(
      String name,
      String about,
      Map<String, String> parts,
      Map<String, String> methods,
      List<String> inner) {}

  private final Map<String, Type> types = new TreeMap<>();

  private Contract() {}

  static Map<String, Type> types(List<Path> files) throws IOException {
    Contract contract = new Contract();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (var manager = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, manager, null, null, null, manager.getJavaFileObjectsFromPaths(files));
      DocTrees docs = DocTrees.instance(task);
      for (var unit : task.parse()) {
        contract.new Reading(docs).scan(unit, null);
      }
    }
    return contract.types;
  }

  private final class Reading extends TreePathScanner<Void, Void> {

    private final DocTrees docs;

    Reading(DocTrees docs) {
      this.docs = docs;
    }

    @Override
    public Void visitClass(ClassTree tree, Void nothing) {
      if (tree.getModifiers().getFlags().contains(Modifier.PRIVATE)
          || tree.getSimpleName().toString().isEmpty()) {
        return null;
      }
      String name = tree.getSimpleName().toString();
      Optional<DocCommentTree> doc = doc(getCurrentPath());
      Map<String, String> params = doc.map(Contract::params).orElse(Map.of());
      Map<String, String> parts = new LinkedHashMap<>();
      Map<String, String> methods = new LinkedHashMap<>();
      List<String> inner = new ArrayList<>();
      boolean open = tree.getKind() == Kind.INTERFACE;
      for (var member : tree.getMembers()) {
        Optional<DocCommentTree> said = doc(new TreePath(getCurrentPath(), member));
        if (member instanceof ClassTree nested) {
          inner.add(nested.getSimpleName().toString());
        } else if (member instanceof VariableTree part && isPart(tree, part)) {
          String label = tree.getKind() == Kind.ENUM ? part.getName().toString() : part.toString();
          parts.put(
              label.replace("private final ", "").strip(),
              said.map(d -> plain(d.getFullBody()))
                  .orElse(params.getOrDefault(part.getName().toString(), "")));
        } else if (member instanceof MethodTree method && isShown(method, open, said)) {
          methods.put(signature(method), said.map(Contract::whole).orElse(""));
        }
      }
      String about = doc.map(d -> plain(d.getFullBody())).orElse("");
      types.put(name, new Type(name, about, parts, methods, inner));
      return super.visitClass(tree, null);
    }

    private Optional<DocCommentTree> doc(TreePath path) {
      return Optional.ofNullable(docs.getDocCommentTree(path));
    }
  }

  private static boolean isPart(ClassTree type, VariableTree field) {
    boolean fixed = field.getModifiers().getFlags().contains(Modifier.STATIC);
    return switch (type.getKind()) {
      case RECORD -> !fixed;
      case ENUM -> fixed && field.getType().toString().equals(type.getSimpleName().toString());
      default -> false;
    };
  }

  /** Of a class what is said of it, of an interface everything. */
  private static boolean isShown(MethodTree method, boolean open, Optional<?> said) {
    return (open || said.isPresent())
        && method.getReturnType() != null
        && !method.getModifiers().getFlags().contains(Modifier.PRIVATE)
        && (open || method.getModifiers().getFlags().contains(Modifier.PUBLIC));
  }

  private static String signature(MethodTree method) {
    return method.getReturnType()
        + " "
        + method.getName()
        + method.getParameters().stream()
            .map(p -> p.getType() + " " + p.getName())
            .collect(Collectors.joining(", ", "(", ")"));
  }

  private static Map<String, String> params(DocCommentTree doc) {
    Map<String, String> params = new LinkedHashMap<>();
    for (DocTree tag : doc.getBlockTags()) {
      if (tag instanceof ParamTree param) {
        params.put(param.getName().toString(), plain(param.getDescription()));
      }
    }
    return params;
  }

  /** With what is said of arguments, of what comes back and of what is thrown. */
  private static String whole(DocCommentTree doc) {
    String tags =
        doc.getBlockTags().stream()
            .map(tag -> tag.toString().replaceFirst("^@return", "gives"))
            .map(text -> text.replaceFirst("^@(\\w+) (\\S+)", "$1 `$2`"))
            .map(text -> text.replaceAll("\\{@\\w+ #?([^}]*)}", "`$1`").replaceAll("\\s+", " "))
            .collect(Collectors.joining("; "));
    String body = plain(doc.getFullBody());
    return tags.isEmpty() ? body : (body + " " + tags.replace("|", "\\|")).strip();
  }

  private static String plain(List<? extends DocTree> words) {
    StringBuilder all = new StringBuilder();
    for (DocTree word : words) {
      if (word instanceof LiteralTree literal) {
        all.append('`').append(literal.getBody().getBody()).append('`');
      } else if (word instanceof LinkTree link) {
        String label = link.getLabel().isEmpty() ? "" : plain(link.getLabel());
        String to = link.getReference().getSignature().replaceFirst("^#", "").replace('#', '.');
        all.append(label.isEmpty() ? "`" + to + "`" : label);
      } else if (word instanceof TextTree text) {
        all.append(text.getBody());
      } else if (word instanceof StartElementTree start) {
        all.append(start.getName().contentEquals("li") ? " - " : " ");
      }
    }
    return all.toString().replaceAll("\\s+", " ").replace("|", "\\|").strip();
  }
}
