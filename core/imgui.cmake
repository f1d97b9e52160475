# Dear ImGui from its source package: the same files for Wasm (the product) and natively (tests). No demo window, no
# platform backends: JavaScript owns the events and calls core/ui.
add_library(imgui STATIC ${HISTORY_IMGUI_SOURCE}/imgui.cpp ${HISTORY_IMGUI_SOURCE}/imgui_draw.cpp
    ${HISTORY_IMGUI_SOURCE}/imgui_tables.cpp ${HISTORY_IMGUI_SOURCE}/imgui_widgets.cpp)
target_include_directories(imgui SYSTEM PUBLIC ${HISTORY_IMGUI_SOURCE})
target_compile_definitions(imgui PUBLIC IMGUI_DISABLE_DEMO_WINDOWS IMGUI_DISABLE_OBSOLETE_FUNCTIONS
    IMGUI_DISABLE_FILE_FUNCTIONS IMGUI_DISABLE_DEFAULT_SHELL_FUNCTIONS IMGUI_DISABLE_DEBUG_TOOLS)
target_compile_options(imgui PRIVATE -w -fno-exceptions -fno-rtti)
