//! How this window is drawn, as far as the drivers say: for the support report. Closed lists and
//! numbers; what a driver writes in words stays behind.

use eframe::{CreationContext, glow::HasContext, wgpu};

use crate::app::ports::{Drawing, GlDriver, Version, WgpuBackend, WgpuDevice};

/// How the window of `creation` is drawn.
pub fn drawing(creation: &CreationContext<'_>) -> Drawing {
    if let Some(gl) = &creation.gl {
        let said = gl.version();
        return Drawing::OpenGl {
            version: Version::at_start(&format!("{}.{}", said.major, said.minor)),
            driver: GlDriver::of(&said.vendor_info),
        };
    }
    match &creation.wgpu_render_state {
        Some(state) => {
            let info = state.adapter.get_info();
            Drawing::Wgpu {
                backend: match info.backend {
                    wgpu::Backend::Dx12 => WgpuBackend::Direct3D12,
                    wgpu::Backend::Gl => WgpuBackend::OpenGl,
                    wgpu::Backend::Metal => WgpuBackend::Metal,
                    wgpu::Backend::Vulkan => WgpuBackend::Vulkan,
                    _ => WgpuBackend::Other,
                },
                device: match info.device_type {
                    wgpu::DeviceType::Cpu => WgpuDevice::Software,
                    wgpu::DeviceType::DiscreteGpu => WgpuDevice::Discrete,
                    wgpu::DeviceType::IntegratedGpu => WgpuDevice::Integrated,
                    wgpu::DeviceType::VirtualGpu => WgpuDevice::Virtual,
                    wgpu::DeviceType::Other => WgpuDevice::Other,
                },
                vendor: info.vendor,
            }
        }
        None => Drawing::None,
    }
}
