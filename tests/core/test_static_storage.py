"""The stylesheet reaches the browser as one file."""

from django.core.files.storage import FileSystemStorage

from core.static_storage import JoinedStaticFilesStorage


def collect(source, target):
    """Copy and post-process the files of `source` as collectstatic does; return the storage."""
    storage = JoinedStaticFilesStorage(location=str(target), base_url="/static/")
    files = FileSystemStorage(location=str(source))
    names = [str(path.relative_to(source)) for path in source.rglob("*") if path.is_file()]
    for name in names:
        with files.open(name) as file:
            storage.save(name, file)
    for _name, _hashed, processed in storage.post_process({name: (files, name) for name in names}):
        assert not isinstance(processed, Exception), processed
    return storage


def test_imports_become_layers_of_one_file(tmp_path):
    source = tmp_path / "source"
    (source / "css" / "components").mkdir(parents=True)
    (source / "img").mkdir()
    (source / "img" / "dot.svg").write_text("<svg/>")
    (source / "css" / "tokens.css").write_text(":root { --ink: #222; }")
    (source / "css" / "components" / "card.css").write_text('.card { background: url("../../img/dot.svg"); }')
    (source / "css" / "site.css").write_text(
        '@layer tokens, components;\n@import url("tokens.css") layer(tokens);\n'
        '@import url("components/card.css") layer(components);\n'
    )
    storage = collect(source, tmp_path / "target")
    joined = (tmp_path / "target" / storage.stored_name("css/site.css")).read_text()
    assert "@import" not in joined
    assert "@layer tokens {\n:root { --ink: #222; }\n}" in joined
    assert f'url("../{storage.stored_name("img/dot.svg")}")' in joined


def test_modules_import_each_other_by_their_hashed_names(tmp_path):
    source = tmp_path / "source"
    (source / "css").mkdir(parents=True)
    (source / "css" / "site.css").write_text("")
    (source / "js").mkdir()
    (source / "js" / "share.js").write_text("export const sharing = () => {};\n")
    (source / "js" / "site.js").write_text('import { sharing } from "./share.js";\nsharing();\n')
    storage = collect(source, tmp_path / "target")
    script = (tmp_path / "target" / storage.stored_name("js/site.js")).read_text()
    hashed = storage.stored_name("js/share.js").removeprefix("js/")
    assert hashed != "share.js"
    assert f'"./{hashed}"' in script
