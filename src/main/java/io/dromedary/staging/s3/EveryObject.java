package io.dromedary.staging.s3;

import io.dromedary.staging.s3.ObjectStore.Children;
import io.dromedary.staging.s3.ObjectStore.StoredObject;
import java.util.List;
import java.util.stream.Stream;

/** Whatever is there is seen. */
final class EveryObject implements SeenObjects {
    @Override
    public List<String> of(Children children) {
        return Stream.concat(
                        children.directories().stream(),
                        children.objects().stream().map(StoredObject::name))
                .toList();
    }

    @Override
    public String version(String directory) {
        return "";
    }
}
