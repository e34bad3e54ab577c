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
        _ => null,
    };

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
            ImageEncoderDocument image => EncodeImages(image, path),
            _ => throw new InvalidOperationException($"No encoder is known for {_document.GetType().Name}."),
        };
    }

    private EncodedRows EncodeTable(TableEncoderDocument document, DataFile file)
    {
        var table = TextTable.Read(file);
        var columns = new NewColumns(table, file.Name);
        ImmutableArray<FeatureSeries> series = [.. document.Columns.Select(columns.Series).OfType<FeatureSeries>()];
        columns.ThrowIfMissing();
        var data = new EncodedData
        {
            Input = InputShape.Numbers(series.Sum(one => one.Width)),
            Features = FeatureSeries.Encode(series, document.Columns, table.Rows),
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

    private EncodedRows EncodeImages(ImageEncoderDocument document, string path)
    {
        var (stack, ids, notes) = NewPictures.Read(path, document.Input);
        var data = new EncodedData
        {
            Input = document.Input,
            Pixels = stack.Pixels,
            ChannelMeans = document.ChannelMeans,
            ChannelDeviations = document.ChannelDeviations,
            NormalizePerImage = document.NormalizePerImage,
            EncoderJson = _json,
        };
        return new EncodedRows(data, ids, notes);
    }
}
