package org.hansa.core.driver.http;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.PropertyName;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.NopAnnotationIntrospector;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/** A component of a record is there, or is an Optional; it may have a {@link Key}. */
final class Components extends NopAnnotationIntrospector {

  private static final long serialVersionUID = 1;

  private static final Set<Class<?>> ABSENT =
      Set.of(Optional.class, OptionalInt.class, OptionalLong.class, OptionalDouble.class);

  @Override
  public PropertyName findNameForDeserialization(Annotated at) {
    return name(at);
  }

  @Override
  public PropertyName findNameForSerialization(Annotated at) {
    return name(at);
  }

  private static PropertyName name(Annotated at) {
    Key key = at.getAnnotation(Key.class);
    return key == null ? null : PropertyName.construct(key.value());
  }

  @Override
  public Boolean hasRequiredMarker(AnnotatedMember member) {
    boolean must = member.getDeclaringClass().isRecord() && !ABSENT.contains(member.getRawType());
    return must ? Boolean.TRUE : null;
  }

  @Override
  public JsonSetter.Value findSetterInfo(Annotated at) {
    return JsonSetter.Value.construct(
        ABSENT.contains(at.getRawType()) ? Nulls.SET : Nulls.FAIL, Nulls.FAIL);
  }
}
