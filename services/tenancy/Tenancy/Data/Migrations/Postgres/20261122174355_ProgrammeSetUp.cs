using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PeerPlatform.Tenancy.Data.Migrations.Postgres
{
    /// <inheritdoc />
    internal sealed partial class ProgrammeSetUp : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "CharterTexts",
                columns: table => new
                {
                    Section = table.Column<string>(type: "text", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    TenantId = table.Column<Guid>(type: "uuid", nullable: false),
                    Text = table.Column<string>(type: "text", nullable: false),
                    WrittenBy = table.Column<Guid>(type: "uuid", nullable: false),
                    WrittenOn = table.Column<DateOnly>(type: "date", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CharterTexts", x => new { x.TenantId, x.Section, x.Version });
                });

            migrationBuilder.CreateTable(
                name: "TaskMarks",
                columns: table => new
                {
                    Task = table.Column<string>(type: "text", nullable: false),
                    Number = table.Column<int>(type: "integer", nullable: false),
                    TenantId = table.Column<Guid>(type: "uuid", nullable: false),
                    Done = table.Column<bool>(type: "boolean", nullable: false),
                    MarkedBy = table.Column<Guid>(type: "uuid", nullable: false),
                    MarkedOn = table.Column<DateOnly>(type: "date", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TaskMarks", x => new { x.TenantId, x.Task, x.Number });
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "CharterTexts");

            migrationBuilder.DropTable(
                name: "TaskMarks");
        }
    }
}
