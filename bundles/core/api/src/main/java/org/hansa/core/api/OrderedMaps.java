package org.hansa.core.api;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.BeanSerializerModifier;
import com.fasterxml.jackson.databind.ser.ContextualSerializer;
import com.fasterxml.jackson.databind.type.MapType;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;

/** Maps that keep an order of their own are written in the order of their keys like any other. */
final class OrderedMaps extends BeanSerializerModifier {

  private static final long serialVersionUID = 1L;

  @Override
  @SuppressWarnings("unchecked") // Jackson says only that it is a serializer of something
  public JsonSerializer<?> modifyMapSerializer(
      SerializationConfig config, MapType type, BeanDescription bean, JsonSerializer<?> of) {
    return new Ordered((JsonSerializer<Object>) of);
  }

  private static final class Ordered extends JsonSerializer<Map<?, ?>>
      implements ContextualSerializer {

    private final JsonSerializer<Object> inner;

    Ordered(JsonSerializer<Object> inner) {
      this.inner = inner;
    }

    @Override
    @SuppressWarnings("unchecked") // as above
    public JsonSerializer<?> createContextual(SerializerProvider provider, BeanProperty property)
        throws JsonMappingException {
      return inner instanceof ContextualSerializer c
          ? new Ordered((JsonSerializer<Object>) c.createContextual(provider, property))
          : this;
    }

    @Override
    public boolean isEmpty(SerializerProvider provider, Map<?, ?> map) {
      return map == null || map.isEmpty();
    }

    @Override
    public void serialize(Map<?, ?> map, JsonGenerator to, SerializerProvider provider)
        throws IOException {
      boolean own = map instanceof SortedMap<?, ?> sorted && sorted.comparator() != null;
      inner.serialize(own ? new HashMap<>(map) : map, to, provider);
    }
  }
}
