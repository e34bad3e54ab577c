using System.Collections.Immutable;
using System.Text.Json;
using Sweetspot.Core;
using Sweetspot.Planning;

namespace Sweetspot.Training;

/// <summary>Encodes new files for a trained model, with what <see cref="EncodedData.EncoderJson"/> kept of its training data.</summary>
public sealed class RowEncoder
{
    private readonly EncoderDocument _document;
    private readonly string _json;

    private RowEncoder(EncoderDocument document, string json) => (_document, _json) = (document, json);

    /// <summary>Kind of task.</summary>
    public TaskKind Kind => _document.Answer.Kind;

    /// <summary>Class names in the order of the model's outputs; empty for regression.</summary>
    public ImmutableArray<string> Classes => _document.Answer.Classes;

    /// <summary>Scale on which a regression target is modelled.</summary>
    public TargetTransform Transform => _document.Answer.Transform;

    /// <summary>The target's column; null where there was no table.</summary>
    public string? TargetColumn => _document switch
    {
        TableEncoderDocument table => table.TargetColumn,
        TextEncoderDocument text => text.TargetColumn,
        FusionEncoderDocument fusion => fusion.TargetColumn,
        ImageEncoderDocument image => image.TargetColumn,
        RatingEncoderDocument ratings => ratings.RatingColumn,
        PairEncoderDocument pairs => pairs.TargetColumn,
        _ => null,
    };

    /// <summary>The texts that ids of a translation stand for, one for each row of ids.</summary>
    /// <exception cref="InvalidOperationException">It encodes no pairs of texts.</exception>
    public IReadOnlyList<string> Texts(IEnumerable<int[]> ids)
    {
        var tokenizers = Pairs();
        return [.. ids.Select(tokenizers.Decode)];
    }

    /// <summary>The tokenizers of a translation.</summary>
    /// <exception cref="InvalidOperationException">It encodes no pairs of texts.</exception>
    internal PairTokenizers Pairs() => new(_document as PairEncoderDocument ?? throw new InvalidOperationException("only a translation's ids are a text"));

    /// <summary>Whether it encodes images.</summary>
    public bool IsOfImages => _document.Images is not null;

    /// <summary>Mean of each channel in pixel values; empty where there is no image.</summary>
    public ImmutableArray<float> ChannelMeans => [.. _document.Images?.ChannelMeans ?? []];

    /// <summary>Standard deviation of each channel; empty for tables.</summary>
    public ImmutableArray<float> ChannelDeviations => [.. _document.Images?.ChannelDeviations ?? []];

    /// <summary>Whether each image is normalised by its own mean and deviation.</summary>
    public bool NormalizePerImage => _document.Images is { NormalizePerImage: true };

    /// <summary>Restores an encoder.</summary>
    /// <exception cref="JsonException">The text is not one that <see cref="EncodedData.EncoderJson"/> held.</exception>
    public static RowEncoder FromJson(string json) => new(
        JsonSerializer.Deserialize<EncoderDocument>(json, EncoderDocument.Json) ?? throw new JsonException("The encoder is null."), json);

    /// <summary>Encodes a table (columns in any order, with or without the target), IDX images, a picture, or a folder of pictures.</summary>
    /// <param name="path">File or folder.</param>
    /// <exception cref="UserInputException">It does not fit the model; holds all problems found.</exception>
    public EncodedRows Encode(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return _document switch
        {
            TableEncoderDocument table => EncodeTable(table, DataFile.Read(path)),
            TextEncoderDocument text => EncodeText(text, DataFile.Read(path)),
            ImageEncoderDocument image => EncodeImages(image.Images, path),
            FusionEncoderDocument fusion => NewRows.Encode(fusion, _json, path),
            PairEncoderDocument pairs => EncodePairs(pairs, DataFile.Read(path)),
            RatingEncoderDocument ratings => NewRatings.Encode(ratings, _json, DataFile.Read(path)),
            _ => throw new InvalidOperationException($"No encoder is known for {_document.GetType().Name}."),
        };
    }

    /// <summary>Made-up examples in the range of encoded ones: normal numbers, random pixels, ids spread over their ranges.</summary>
    /// <param name="input">As a model takes them.</param>
    /// <param name="rows">How many.</param>
    /// <param name="chance">Draws them.</param>
    public EncodedData MakeUp(InputShape input, int rows, RandomStream chance)
    {
        ArgumentNullException.ThrowIfNull(chance);
        var numbers = input.IsImage ? input.Beside : input.NumberCount;
        int[] ranges = [.. input.Texts.SelectMany(text => Enumerable.Repeat(text.Vocabulary, text.Length)), .. input.Levels];
        return new EncodedData
        {
            Input = input,
            Ids = input.IsTranslation // padding stands at ends only
                ? [.. Enumerable.Range(0, rows).SelectMany(_ => ranges.Select(range => 1 + chance.Next(range - 1)))]
                : [.. Enumerable.Range(0, rows).SelectMany(_ => ranges.Select(chance.Next))],
            Features = [.. Enumerable.Range(0, rows * numbers).Select(_ => (float)Math.Clamp(chance.NextGaussian(), -FittedNumber.Clip, FittedNumber.Clip))],
            Pixels = [.. Enumerable.Range(0, input.IsImage ? rows * input.Size : 0).Select(_ => (byte)chance.Next(256))],
            ChannelMeans = [.. ChannelMeans],
            ChannelDeviations = [.. ChannelDeviations],
            NormalizePerImage = NormalizePerImage,
            EncoderJson = _json,
        };
    }

    private EncodedRows EncodeTable(TableEncoderDocument document, DataFile file)
    {
        var table = TextTable.Read(file);
        var columns = new NewColumns(table, file.Name);
        ImmutableArray<FeatureSeries> series = [.. document.Columns.Select(columns.Series).OfType<FeatureSeries>()];
        columns.ThrowIfMissing();
        var embedded = document.Columns.OfType<FittedCategory>().Where(category => category.IsId).Select(category => category.Levels.Length + 1);
        var input = InputShape.Numbers(document.Columns.Sum(one => one.Width)) with { Levels = [.. embedded] };
        var ids = new int[table.Rows * input.IdCount];
        TablePart.WriteIds(series, document.Columns, ids, 0, input.IdCount);
        var data = new EncodedData
        {
            Input = input,
            Ids = ids,
            Features = TablePart.Features(series, document.Columns, table.Rows),
            EncoderJson = _json,
        };
        return new EncodedRows(data, columns.Ids(), [.. columns.Notes]);
    }

    private EncodedRows EncodeText(TextEncoderDocument document, DataFile file)
    {
        var table = TextTable.Read(file);
        var columns = new NewColumns(table, file.Name);
        var texts = columns.Texts(document.Columns);
        columns.ThrowIfMissing();
        var tokenizer = new TextTokenizer(document.Tokenizer);
        return new EncodedRows(document.Encode([.. texts.Select(tokenizer.Encode)], _json), columns.Ids(), [.. columns.Notes]);
    }

    private EncodedRows EncodePairs(PairEncoderDocument document, DataFile file)
    {
        var table = TextTable.Read(file);
        var columns = new NewColumns(table, file.Name);
        var texts = columns.Texts([document.SourceColumn]);
        columns.ThrowIfMissing();
        return new EncodedRows(new PairTokenizers(document).Encode(texts, null, _json), columns.Ids(), [.. columns.Notes]);
    }

    private EncodedRows EncodeImages(EncodedImage image, string path)
    {
        var (stack, ids, notes) = NewRows.IsTable(image, path) ? NewRows.Images(image, path) : NewPictures.Read(path, image.Input);
        var data = new EncodedData
        {
            Input = image.Scaled ?? image.Input,
            Pixels = image.Scale(stack.Pixels),
            ChannelMeans = image.ChannelMeans,
            ChannelDeviations = image.ChannelDeviations,
            NormalizePerImage = image.NormalizePerImage,
            EncoderJson = _json,
        };
        return new EncodedRows(data, ids, notes);
    }
}
