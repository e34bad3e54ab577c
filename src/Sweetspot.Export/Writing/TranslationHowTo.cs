using Sweetspot.Planning;

namespace Sweetspot.Export;

/// <summary>The page beside an exported encoder-decoder: how texts become ids, and the loop that writes a translation.</summary>
internal static class TranslationHowTo
{
    /// <summary>The page, in Markdown.</summary>
    public static string Of(EncoderDecoderShape shape, string file, string check)
    {
        var (read, written) = (shape.Source.Length, shape.Target.Length);
        return $$"""
            # {{file}}

            A {{shape.Describe()}}, IR version 9, opset 20. {{check}}

            - Input `source`: int64, [batch, source_length], any batch, at most {{read}} ids; 0 fills up shorter texts.
            - Input `target`: int64, [batch, target_length], what is written so far, at most {{written}} ids: the id 2, then each token written.
            - Output `next`: int64, [batch, 1], the likeliest token after the last; 2 is the end of the text.
            - Output `scores`: float32, [batch, target_length, {{shape.Target.Vocabulary}}], of the token after each; before the softmax.
            - The metadata of the file hold `family`, `shape`, `normalisation` and `sweetspot.encoder`: JSON with `sourceTokenizer` and `targetTokenizer`.
              Their `tokens` have the ids from 3 on (a byte has the id 3 + byte); 0 is padding, 1 unknown, 2 the end. The source is cut by `{{shape.Source.Tokenizer}}`, the target written in `{{shape.Target.Tokenizer}}`.

            ## Python

            `pip install onnxruntime numpy`

            ```python
            {{Python(shape, file)}}
            ```

            ## C#

            `dotnet add package Microsoft.ML.OnnxRuntime`

            ```csharp
            {{CSharp(shape, file)}}
            ```

            Sweetspot itself translates the rows of a table: `sweetspot predict {{file}} new-rows.csv`.

            """;
    }

    private static string Python(EncoderDecoderShape shape, string file) => $$"""
        import json, unicodedata
        import numpy as np
        import onnxruntime as ort

        session = ort.InferenceSession("{{file}}")
        encoder = json.loads(session.get_modelmeta().custom_metadata_map["sweetspot.encoder"])
        reads, writes = encoder["sourceTokenizer"], encoder["targetTokenizer"]
        known = {token: 3 + at for at, token in enumerate(reads["tokens"])}

        {{PythonIds(shape.Source.Tokenizer)}}

        def text_of(ids):
            {{(shape.Target.Tokenizer == TokenizerNames.Byte
                ? "return bytes(i - 3 for i in ids if i > 2).decode(\"utf-8\", \"replace\").strip()"
                : "return \"\".join(writes[\"tokens\"][i - 3] for i in ids if i > 2).replace(\"▁\", \" \").strip()")}}

        def translate(text):
            source = np.array([(ids_of(text) or [1])[:{{shape.Source.Length}}]], dtype=np.int64)
            target = np.array([[2]], dtype=np.int64)
            while target.shape[1] <= {{shape.Target.Length}}:
                (following,) = session.run(["next"], {"source": source, "target": target})
                if following[0, 0] == 2 or target.shape[1] == {{shape.Target.Length}}:
                    break
                target = np.concatenate([target, following], axis=1)
            return text_of(target[0, 1:])

        print(translate("a text to translate"))
        """;

    private static string PythonIds(string tokenizer) => tokenizer switch
    {
        TokenizerNames.Byte => """
            def ids_of(text):
                return [3 + byte for byte in text.strip().encode("utf-8")]
            """,
        TokenizerNames.Character => """
            def ids_of(text):
                return [known.get(letter, 1) for letter in " ".join(text.split())]
            """,
        _ => """
            ranks = {tuple(merge.split(" ")): at for at, merge in enumerate(reads["merges"])}

            def kind(c):  # 0 space, 1 letter, 2 a script without spaces between words, 3 sign
                code, category = ord(c), unicodedata.category(c)
                if c.isspace():
                    return 0
                if any(low <= code <= high for low, high in ((0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x3040, 0x30FF),
                                                             (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF))):
                    return 2
                return 1 if category[0] == "L" or category in ("Nd", "Mn", "Mc") or c in "'’" else 3

            def pieces(text):
                run, before = "", 0
                for c in text:
                    now = kind(c)
                    if run and (now != before or now == 3 or len(run.lstrip("▁")) == 24):
                        yield run
                        run = ""
                    if now:
                        run = (run or ("▁" if before == 0 else "")) + c
                    before = now
                if run:
                    yield run

            def ids_of(text):
                ids = []
                for piece in pieces(text.strip()):
                    parts = list(piece)
                    while len(parts) > 1:
                        rank, at = min((ranks.get(pair, 1 << 30), at) for at, pair in enumerate(zip(parts, parts[1:])))
                        if rank == 1 << 30:
                            break
                        parts[at:at + 2] = [parts[at] + parts[at + 1]]
                    ids += [known.get(part, 1) for part in parts]
                return ids
            """,
    };

    private static string CSharp(EncoderDecoderShape shape, string file) => $$"""
        using System.Text;
        using System.Text.Json;
        using Microsoft.ML.OnnxRuntime;

        using var session = new InferenceSession("{{file}}");
        using var encoder = JsonDocument.Parse(session.ModelMetadata.CustomMetadataMap["sweetspot.encoder"]);
        string[] Tokens(string side) => [.. encoder.RootElement.GetProperty(side).GetProperty("tokens").EnumerateArray().Select(token => token.GetString()!)];
        var known = Tokens("sourceTokenizer").Select((token, at) => (token, at)).ToDictionary(pair => pair.token, pair => pair.at + 3L);
        var written = Tokens("targetTokenizer");

        {{CSharpIds(shape.Source.Tokenizer)}}

        string TextOf(IEnumerable<long> ids) => {{(shape.Target.Tokenizer == TokenizerNames.Byte
            ? "Encoding.UTF8.GetString([.. ids.Where(id => id > 2).Select(id => (byte)(id - 3))]).Trim()"
            : "string.Concat(ids.Where(id => id > 2).Select(id => written[id - 3])).Replace('▁', ' ').Trim()")}};

        string Translate(string text)
        {
            long[] source = [.. IdsOf(text).DefaultIfEmpty(1).Take({{shape.Source.Length}})];
            List<long> target = [2];
            using var read = OrtValue.CreateTensorValueFromMemory(source, [1, source.Length]);
            using var options = new RunOptions();
            while (target.Count <= {{shape.Target.Length}})
            {
                using var sofar = OrtValue.CreateTensorValueFromMemory(target.ToArray(), [1, target.Count]);
                using var results = session.Run(options, ["source", "target"], [read, sofar], ["next"]);
                var next = results[0].GetTensorDataAsSpan<long>()[0];
                if (next == 2 || target.Count == {{shape.Target.Length}})
                {
                    break;
                }

                target.Add(next);
            }

            return TextOf(target.Skip(1));
        }

        Console.WriteLine(Translate("a text to translate"));
        """;

    private static string CSharpIds(string tokenizer) => tokenizer switch
    {
        TokenizerNames.Byte => """
            IEnumerable<long> IdsOf(string text) => Encoding.UTF8.GetBytes(text.Trim()).Select(value => value + 3L);
            """,
        TokenizerNames.Character => """
            IEnumerable<long> IdsOf(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).EnumerateRunes()
                .Select(rune => known.GetValueOrDefault(rune.ToString(), 1));
            """,
        _ => """
            // Cuts the text into runs of letters, of scripts without spaces, and single signs, each after "▁" where a space comes before it; then joins pairs
            // of neighbours in the order of the merges (the same as in Python above).
            var ranks = encoder.RootElement.GetProperty("sourceTokenizer").GetProperty("merges").EnumerateArray().Select((merge, at) => (Merge: merge.GetString()!, at)).ToDictionary(pair => pair.Merge, pair => pair.at);

            int Kind(Rune rune) => Rune.IsWhiteSpace(rune) ? 0
                : rune.Value is (>= 0x0E00 and <= 0x0EFF) or (>= 0x1000 and <= 0x109F) or (>= 0x1780 and <= 0x17FF) or (>= 0x3040 and <= 0x30FF) or (>= 0x3400 and <= 0x4DBF)
                    or (>= 0x4E00 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x3FFFF) ? 2
                : Rune.IsLetterOrDigit(rune) || rune.Value is '\'' or '’' || Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.SpacingCombiningMark ? 1 : 3;

            IEnumerable<List<string>> Pieces(string text)
            {
                var (run, before, length) = (new List<string>(), 0, 0);
                foreach (var rune in text.Trim().EnumerateRunes())
                {
                    var now = Kind(rune);
                    if (length > 0 && (now != before || now == 3 || length == 24))
                    {
                        yield return run;
                        (run, length) = ([], 0);
                    }

                    if (now > 0)
                    {
                        run.AddRange(length == 0 && before == 0 ? ["▁", rune.ToString()] : [rune.ToString()]);
                        length++;
                    }

                    before = now;
                }

                if (length > 0)
                {
                    yield return run;
                }
            }

            IEnumerable<long> IdsOf(string text)
            {
                foreach (var parts in Pieces(text))
                {
                    while (parts.Count > 1)
                    {
                        var (rank, at) = parts.Zip(parts.Skip(1)).Select((pair, at) => (ranks.GetValueOrDefault($"{pair.First} {pair.Second}", int.MaxValue), at)).Min();
                        if (rank == int.MaxValue)
                        {
                            break;
                        }

                        parts[at] += parts[at + 1];
                        parts.RemoveAt(at + 1);
                    }

                    foreach (var part in parts)
                    {
                        yield return known.GetValueOrDefault(part, 1);
                    }
                }
            }
            """,
    };
}
