"""Whether what is served, or lies in a folder, is what was built: every file held against a manifest."""

from sitegen.verify.folder import verify_folder
from sitegen.verify.judging import Verdict
from sitegen.verify.manifests import File, Manifest, NoManifestError, read_manifest
from sitegen.verify.site import verify_site

__all__ = ["File", "Manifest", "NoManifestError", "Verdict", "read_manifest", "verify_folder", "verify_site"]
