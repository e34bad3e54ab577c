namespace Sweetspot.Export;

/// <summary>The page beside an exported language model: how to cut a text into tokens and to let it go on, from Python and C#.</summary>
internal static class HowToGenerate
{
    /// <param name="model">The model.</param>
    /// <param name="file">Name of the ONNX file.</param>
    /// <param name="check">A sentence on how it was compared with the trained model.</param>
    /// <param name="answer">Its answers.</param>
    public static string Of(TrainedModel model, string file, string check, TokenAnswer answer) => $$"""
        # {{file}}

        A language model, {{model.Shape.Describe()}}, IR version 9, opset 20. {{check}}

        - Input `{{IdInput.InputName}}`: int64, [batch, {{TokenAnswer.Places}}], any batch, 1 to {{answer.Context}} places: ids of tokens.
        - Output `{{answer.Output}}`: float32, [batch, {{TokenAnswer.Places}}, {{model.Shape.Outputs}}]: the score of each token to come after each place, before the softmax.
        - The metadata hold `family`, `shape`, `normalisation` and `sweetspot.encoder`: `tokenizer.name` (byte, char or bpe), `tokenizer.tokens` (from id 2 on), `tokenizer.merges` (in their order).
          Bytes have the id byte + 2. In bpe a space is written ▁. Id 1 is an unknown character, one for each of its bytes.

        ## Python

        `pip install onnxruntime numpy`

        ```python
        import json
        import numpy as np
        import onnxruntime as ort

        session = ort.InferenceSession("{{file}}")
        encoder = json.loads(session.get_modelmeta().custom_metadata_map["sweetspot.encoder"])
        fitted, context = encoder["tokenizer"], encoder["shape"]["length"]
        tokens = ["\ufffd", "\ufffd"] + fitted["tokens"]
        id_of = {token: index for index, token in enumerate(tokens) if index > 1}
        rank_of = {tuple(merge.split(" ")): rank for rank, merge in enumerate(fitted["merges"])}

        def encode(text):
            if fitted["name"] == "byte":
                return [value + 2 for value in text.encode()]
            parts = list(text.replace(" ", "▁") if fitted["name"] == "bpe" else text)
            while True:
                ranked = [(rank_of[pair], i) for i, pair in enumerate(zip(parts, parts[1:])) if pair in rank_of]
                if not ranked:
                    return [i for part in parts for i in ([id_of[part]] if part in id_of else [1] * len(part.encode()))]
                _, i = min(ranked)
                parts[i:i + 2] = [parts[i] + parts[i + 1]]

        def decode(ids):
            if fitted["name"] == "byte":
                return bytes(i - 2 for i in ids if i > 1).decode(errors="replace")
            text = "".join(tokens[i] if i < len(tokens) else "\ufffd" for i in ids)
            return text.replace("▁", " ") if fitted["name"] == "bpe" else text

        ids, chance, warmth = encode("The "), np.random.default_rng(1), 0.8
        for _ in range(100):
            (logits,) = session.run(["{{answer.Output}}"], {"{{IdInput.InputName}}": np.array([ids[-context:]], dtype=np.int64)})
            scores = logits[0, -1].astype(np.float64) / warmth
            scores[:2] = -np.inf
            shares = np.exp(scores - scores.max())
            ids.append(int(chance.choice(len(shares), p=shares / shares.sum())))
        print(decode(ids))
        ```

        ## C#

        `dotnet add package Microsoft.ML.OnnxRuntime`

        ```csharp
        using System.Text;
        using System.Text.Json;
        using Microsoft.ML.OnnxRuntime;

        using var session = new InferenceSession("{{file}}");
        var encoder = JsonDocument.Parse(session.ModelMetadata.CustomMetadataMap["sweetspot.encoder"]).RootElement;
        var (fitted, context) = (encoder.GetProperty("tokenizer"), encoder.GetProperty("shape").GetProperty("length").GetInt32());
        var name = fitted.GetProperty("name").GetString();
        string[] tokens = ["\ufffd", "\ufffd", .. fitted.GetProperty("tokens").EnumerateArray().Select(token => token.GetString()!)];
        var idOf = tokens.Index().Skip(2).ToDictionary(pair => pair.Item, pair => (long)pair.Index);
        var rankOf = fitted.GetProperty("merges").EnumerateArray().Index().ToDictionary(pair => pair.Item.GetString()!, pair => pair.Index);

        List<long> Encode(string text)
        {
            if (name == "byte")
            {
                return [.. Encoding.UTF8.GetBytes(text).Select(value => value + 2L)];
            }

            var parts = (name == "bpe" ? text.Replace(' ', '▁') : text).EnumerateRunes().Select(rune => rune.ToString()).ToList();
            while (true)
            {
                var pairs = Enumerable.Range(0, Math.Max(0, parts.Count - 1)).Where(i => rankOf.ContainsKey($"{parts[i]} {parts[i + 1]}")).ToList();
                if (pairs.Count == 0)
                {
                    return [.. parts.SelectMany(part => idOf.TryGetValue(part, out var id) ? [id] : Enumerable.Repeat(1L, Encoding.UTF8.GetByteCount(part)))];
                }

                var best = pairs.MinBy(i => rankOf[$"{parts[i]} {parts[i + 1]}"]);
                parts[best] += parts[best + 1];
                parts.RemoveAt(best + 1);
            }
        }

        string Decode(List<long> ids) => name == "byte"
            ? Encoding.UTF8.GetString([.. ids.Where(id => id > 1).Select(id => (byte)(id - 2))])
            : string.Concat(ids.Select(id => id < tokens.Length ? tokens[id] : "\ufffd")).Replace(name == "bpe" ? '▁' : ' ', ' ');

        var ids = Encode("The ");
        var (chance, warmth) = (new Random(1), 0.8);
        for (var count = 0; count < 100; count++)
        {
            var window = ids.TakeLast(context).ToArray();
            using var input = OrtValue.CreateTensorValueFromMemory(window, [1, window.Length]);
            using var options = new RunOptions();
            using var results = session.Run(options, ["{{IdInput.InputName}}"], [input], ["{{answer.Output}}"]);
            var logits = results[0].GetTensorDataAsSpan<float>()[^{{model.Shape.Outputs}}..].ToArray();
            var largest = logits.Skip(2).Max();
            var shares = logits.Select((score, id) => id < 2 ? 0 : Math.Exp((score - largest) / warmth)).ToArray();
            var left = chance.NextDouble() * shares.Sum();
            var next = Array.FindIndex(shares, share => (left -= share) < 0);
            ids.Add(next < 0 ? Array.IndexOf(shares, shares.Max()) : next);
        }

        Console.WriteLine(Decode(ids));
        ```

        Sweetspot itself scores texts, and goes on with them: `sweetspot predict {{file}} text.txt --continue 200`.

        """;
}
