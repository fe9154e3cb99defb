package io.dromedary.staging.s3;

import io.dromedary.staging.s3.ObjectStore.Children;
import java.util.List;

/** Which objects of a location are seen as files. */
interface SeenObjects {

    /** The names that are seen in a directory. */
    List<String> of(Children children);

    /** Changes when what a directory holds is replaced as a whole; empty where that is not known. */
    String version(String directory);
}
