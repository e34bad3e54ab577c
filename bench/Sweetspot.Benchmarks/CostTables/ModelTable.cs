using System.Globalization;
using System.Text.RegularExpressions;
using nietras.SeparatedValues;
using Sweetspot.Planning;

namespace Sweetspot.Benchmarks;

/// <summary>A table of published models: what their sizes are and how many parameters they have, one row a model.</summary>
internal static partial class ModelTable
{
    /// <summary>The rows of a file; a cell that its line lacks is empty.</summary>
    public static IReadOnlyList<ModelRow> Read(string path)
    {
        using var reader = Sep.Reader(options => options with { Sep = new Sep(','), Unescape = true, DisableColCountCheck = true }).FromFile(path);
        var names = reader.Header.ColNames;
        var rows = new List<ModelRow>();
        foreach (var row in reader)
        {
            var values = new Dictionary<string, string>(StringComparer.Ordinal);
            for (var column = 0; column < names.Count; column++)
            {
                values[names[column].Trim()] = column < row.ColCount ? row[column].ToString().Trim() : "";
            }

            rows.Add(new ModelRow(values, row.LineNumberFrom));
        }

        return rows;
    }

    /// <summary>The architecture of a row; null where its text does not say enough.</summary>
    public static Architecture? Of(ModelRow row) => row["arch"] switch
    {
        "decoder" or "moe_decoder" => Decoder(row),
        "encoder" => Encoder(row),
        "encoder_decoder" => EncoderDecoder(row),
        "vit" => Vit(row),
        "cnn" or "hierarchical_vit" => Image(row),
        "recsys" => Recommender(row),
        "mlp" => new MlpArchitecture { Name = row.Name, Sizes = [.. Numbers(row["mlp_units"])] },
        _ => null,
    };

    private static TransformerArchitecture Decoder(ModelRow row)
    {
        var note = row["other_params_note"];
        var norm = Norm(row);
        var isNarrow = note.Contains("512 wide", StringComparison.Ordinal);
        return new TransformerArchitecture
        {
            Name = row.Name,
            Width = row.Whole("d_model"),
            Vocabulary = row.Whole("vocab_rows"),
            Decoder = Layers(row, norm),
            IsTied = row.Is("tied_embeddings"),
            HasHeadBias = row.Is("lm_head_bias"),
            Positions = row.Whole("learned_pos_rows"),
            TableWidth = isNarrow ? 512 : 0,
            OuterNorms = (isNarrow ? 0 : row.Whole("final_norm")) + (note.Contains("LayerNorm on embeddings", StringComparison.Ordinal) ? 1 : 0),
            Norm = norm,
            LongestContext = row.Whole("max_pos"),
        };
    }

    private static System.Collections.Immutable.ImmutableArray<LayerShape> Layers(ModelRow row, NormShape norm)
    {
        var (layers, dense, window) = (row.Whole("n_layers"), row["n_experts"].Length > 0 ? row.Whole("n_dense_layers") : row.Whole("n_layers"), Window(row));
        var plain = new FeedForwardShape(row.Whole("d_ff"), row.Is("glu"), row.Is("mlp_bias"));
        var mixture = row["n_experts"].Length > 0 ? Mixture(row) : null;
        return
        [
            .. Enumerable.Range(0, layers).Select(layer => new LayerShape
            {
                Layers = 1,
                Attention = Attention(row),
                FeedForward = layer < dense ? plain : null,
                Mixture = layer < dense ? null : mixture,
                Norms = row.Whole("norms_per_layer"),
                Norm = norm,
                Window = window.Every > 0 && layer % window.Every == 0 ? window.Size : null,
            }).GroupBy(block => block).Select(alike => alike.Key with { Layers = alike.Count() }),
        ];
    }

    private static (int Size, int Every) Window(ModelRow row)
    {
        var text = row["sliding_window"] + " " + row["other_params_note"];
        var size = WindowText().Match(text) is { Success: true } match ? int.Parse(match.Groups["size"].Value, CultureInfo.InvariantCulture) : row.Whole("sliding_window");
        return (size, size == 0 ? 0 : text.Contains("altern", StringComparison.Ordinal) || text.Contains("half the layers", StringComparison.Ordinal) || row.Name.StartsWith("Gemma-2", StringComparison.Ordinal) ? 2 : 1);
    }

    private static AttentionShape Attention(ModelRow row)
    {
        var note = row["other_params_note"];
        return new AttentionShape
        {
            Heads = row.Whole("n_heads"),
            KeyValueHeads = row.Whole("n_kv_heads"),
            HeadSize = row.Whole("head_dim"),
            HasInputBias = row.Is("qkv_bias"),
            HasOutputBias = row.Is("attn_out_bias"),
            HasSinks = note.Contains("sinks", StringComparison.Ordinal),
            QueryKeyNorm = row["qk_norm"] switch { "per_head_dim" => QueryKeyNorm.SharedByHeads, "none" or "" => QueryKeyNorm.None, _ => QueryKeyNorm.All },
            Latent = LatentText().Match(note) is { Success: true } match ? Latent(match) : null,
        };
    }

    private static LatentAttention Latent(Match match)
    {
        int Number(string group) => int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);
        return new LatentAttention(match.Groups["q"].Success ? Number("q") : null, Number("kv"), Number("plain"), Number("rotary"), Number("value"));
    }

    private static MixtureShape Mixture(ModelRow row)
    {
        var note = row["other_params_note"];
        var (gated, bias) = (row.Is("glu"), row.Is("mlp_bias"));
        return new MixtureShape
        {
            Experts = row.Whole("n_experts"),
            PerToken = row.Whole("experts_per_token"),
            Expert = new FeedForwardShape(row.Whole("d_ff_expert"), gated, bias),
            Shared = row.Whole("n_shared_experts") > 0 ? new FeedForwardShape(row.Whole("d_ff_shared"), gated, bias) : null,
            HasRouterBias = note.Contains("correction biases", StringComparison.Ordinal) || note.Contains("router and experts", StringComparison.Ordinal),
        };
    }

    private static TransformerArchitecture Encoder(ModelRow row) => new()
    {
        Name = row.Name,
        Width = row.Whole("d_model"),
        Vocabulary = row.Whole("vocab_rows"),
        Encoder = Layers(row, NormShape.Layer),
        HasHead = false,
        Positions = row.Whole("learned_pos_rows"),
        Types = TypesText().Match(row["other_params_note"]) is { Success: true } types ? int.Parse(types.Groups["types"].Value, CultureInfo.InvariantCulture) : 0,
        Norm = NormShape.Layer,
        HasPooler = row["other_params_note"].Contains("pooler yes", StringComparison.Ordinal),
    };

    private static TransformerArchitecture EncoderDecoder(ModelRow row)
    {
        var encoder = Layers(row, NormShape.Scale);
        return new TransformerArchitecture
        {
            Name = row.Name,
            Width = row.Whole("d_model"),
            Vocabulary = row.Whole("vocab_rows"),
            Encoder = encoder,
            Decoder = [.. encoder.Select(block => block with { Layers = row.Whole("n_layers_dec"), Cross = block.Attention, Norms = 3 })],
            IsTied = row.Is("tied_embeddings"),
            RelativePositions = 2L * 32 * row.Whole("n_heads"),
            OuterNorms = 2,
            Norm = NormShape.Scale,
        };
    }

    private static VitArchitecture Vit(ModelRow row) => new()
    {
        Name = row.Name,
        Width = row.Whole("d_model"),
        Patch = row.Whole("patch_size"),
        Image = row.Whole("image_size"),
        Classes = row.Whole("n_classes"),
        Block = Layers(row, NormShape.Layer).Single(),
    };

    private static ConvolutionalArchitecture? Image(ModelRow row)
    {
        var (spec, classes, image) = (row["cnn_spec"], row.Whole("n_classes"), row.Whole("image_size"));
        var depths = DepthsText().Match(spec) is { Success: true } match ? Numbers(match.Value).ToArray() : [];
        int[] List(string name) => [.. Numbers(Regex.Match(spec, name + @"\s([\d-]+)", RegexOptions.None, TimeSpan.FromSeconds(1)).Groups[1].Value)];
        int One(string pattern) => int.Parse(Regex.Match(spec, pattern, RegexOptions.None, TimeSpan.FromSeconds(1)).Groups[1].Value, CultureInfo.InvariantCulture);
        double Scale(string name) => double.Parse(Regex.Match(spec, name + @"\sx([\d.]+)", RegexOptions.None, TimeSpan.FromSeconds(1)).Groups[1].Value, CultureInfo.InvariantCulture);
        return row["family"] switch
        {
            "ResNet" => ImageNetworks.ResNet(row.Name, [.. depths], spec.StartsWith("bottleneck", StringComparison.Ordinal), classes: classes, image: image),
            "ResNeXt" => ImageNetworks.ResNet(row.Name, [.. depths], true, One(@"(\d+) groups"), One(@"width (\d+)"), classes: classes, image: image),
            "ConvNeXt" => ImageNetworks.ConvNeXt(row.Name, [.. List("depths")], [.. List("dims")], classes, image),
            "Swin" => ImageNetworks.Swin(row.Name, [.. List("depths")], One(@"C=(\d+)"), [.. List("heads")], One(@"window (\d+)"), classes, image),
            "MobileNetV" => ImageNetworks.MobileNetV2(row.Name, 1, classes, image),
            "EfficientNet" => ImageNetworks.EfficientNet(row.Name, Scale("width"), Scale("depth"), classes, image),
            _ => null,
        };
    }

    private static RecommenderArchitecture Recommender(ModelRow row)
    {
        var note = row["other_params_note"];
        var isDot = note.Contains("dot products", StringComparison.Ordinal);
        var units = row["mlp_units"];
        var bottom = isDot ? Numbers(units.Split(';')[0]).ToArray() : [];
        return new RecommenderArchitecture
        {
            Name = row.Name,
            Rows = row.Whole("emb_rows_total"),
            Size = row.Whole("emb_dim"),
            Fields = row.Whole("n_fields"),
            HasLinear = note.Contains("linear weight", StringComparison.Ordinal) || note.StartsWith("one weight per", StringComparison.Ordinal),
            Interaction = isDot ? Interaction.Dot
                : note.Contains("cross vectors", StringComparison.Ordinal) ? Interaction.CrossVector
                : note.Contains("cross matrices", StringComparison.Ordinal) ? Interaction.CrossMatrix
                : note.Contains("inner products", StringComparison.Ordinal) ? Interaction.InnerProduct : Interaction.None,
            CrossLayers = row.Whole("n_cross_layers"),
            Hidden = [.. isDot ? Numbers(units.Split(';')[1]).Skip(1).SkipLast(1) : Numbers(units)],
            Bottom = [.. bottom],
            HasBatchNorm = row.Is("batch_norm"),
        };
    }

    private static NormShape Norm(ModelRow row) => new(row["norm"] is not ("none" or "nonparametric"), row.Is("norm_has_bias"));

    private static IEnumerable<int> Numbers(string text) => NumberText().Matches(text).Select(match => int.Parse(match.Value, CultureInfo.InvariantCulture));

    [GeneratedRegex(@"(no q_lora|q_lora (?<q>\d+)), kv_lora (?<kv>\d+), nope (?<plain>\d+), rope (?<rotary>\d+), v (?<value>\d+)")]
    private static partial Regex LatentText();

    [GeneratedRegex(@"(?<size>\d+)( on alternate|-token (local|window))")]
    private static partial Regex WindowText();

    [GeneratedRegex(@"(?<types>\d+) token types")]
    private static partial Regex TypesText();

    [GeneratedRegex(@"\d+(-\d+)+")]
    private static partial Regex DepthsText();

    [GeneratedRegex(@"\d+")]
    private static partial Regex NumberText();
}
